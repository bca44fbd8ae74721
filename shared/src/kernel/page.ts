import * as z from 'zod/mini'

/** Keyset paging: `cursor` is opaque, from the answer before; `limit` 1–50, 20 unless told. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(200), z.regex(/^[A-Za-z0-9_-]+$/))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 20),
}

/** The answer of every list. `nextCursor` is null on the last page. */
export const page = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}
