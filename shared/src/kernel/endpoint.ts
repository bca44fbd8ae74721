import * as z from 'zod/mini'

export type Schema = z.ZodMiniType

/**
 * One endpoint, declared once: server router, mini-program client, OpenAPI and tests all read it.
 * `path` is below /api/v1, with `:name` parameters described by `params`.
 */
export interface Endpoint<
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  A extends Schema = Schema,
> {
  /** `<feature>.<verb>`, unique; the OpenAPI operationId. */
  name: string
  method: 'GET' | 'POST' | 'PUT'
  path: `/${string}`
  /** One Chinese sentence for the docs page. */
  summary: string
  /** `guest`: anyone; `account`: a signed-in person. Finer rights are a policy's. */
  who: 'guest' | 'account'
  /** Path parameters, strings. */
  params: P
  query: Q
  /** `z.void()` where there is none. */
  body: B
  answer: A
  /** 201 for a create, 200 otherwise; two-person acts may answer 202 besides. */
  status: 200 | 201
  /** Codes beside the kernel's own that this endpoint may answer. */
  errors: readonly string[]
  /** The body is multipart with one `file`; `body` describes the other fields. */
  isMultipart?: boolean
  /** The answer is no JSON but bytes or text of this content type; `answer` is `rawAnswer`. */
  raw?: string
  /** May answer 202 `{ approval }` (two-person act). */
  needsApproval?: boolean
  /** The answer lets one in: it is never kept, so that a repeat with the same Idempotency-Key is a new request. */
  isSecret?: boolean
  /** Rate class, `lookup` is 5 a minute. */
  rate?: 'default' | 'login' | 'lookup'
}

const none = z.object({})
const nothing = z.void()

type Declared<P extends Schema, Q extends Schema, B extends Schema, A extends Schema> = Omit<
  Endpoint<P, Q, B, A>,
  'params' | 'query' | 'body' | 'errors' | 'status'
> & { params?: P; query?: Q; body?: B; errors?: readonly string[]; status?: 200 | 201 }

/** Declares an endpoint; what is left out is empty. Objects refuse unknown keys only through `strictObject`. */
export function endpoint<
  A extends Schema,
  P extends Schema = typeof none,
  Q extends Schema = typeof none,
  B extends Schema = typeof nothing,
>(declared: Declared<P, Q, B, A>): Endpoint<P, Q, B, A> {
  return {
    ...declared,
    params: declared.params ?? (none as unknown as P),
    query: declared.query ?? (none as unknown as Q),
    body: declared.body ?? (nothing as unknown as B),
    errors: declared.errors ?? [],
    status: declared.status ?? 200,
  }
}

/** What a caller passes: path parameters, query and body by their input types. */
export interface CallInput<E extends Endpoint> {
  params?: z.input<E['params']>
  query?: z.input<E['query']>
  body?: z.input<E['body']>
}
export type Answer<E extends Endpoint> = z.output<E['answer']>

/** What an endpoint with `raw` hands back; `type` is the content type of this very answer. */
export const rawAnswer = z.object({
  type: z.string(),
  body: z.union([z.string(), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]),
  headers: z.optional(z.record(z.string(), z.string())),
})
export type RawAnswer = z.infer<typeof rawAnswer>

/** 202 of a two-person act. */
export const approvalAnswer = z.object({ approval: z.object({ id: z.string(), expiresAt: z.string() }) })
