import { kernelErrors } from '@huying/shared/kernel/error.ts'

/** A position in a keyset list: sort instant and id of the last row shown. Opaque to callers. */
export interface Position {
  at: Date
  id: string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const encodeCursor = (position: Position): string =>
  Buffer.from(`${position.at.getTime().toString(36)}.${position.id}`).toString('base64url')

/** The position, or null without a cursor; a broken one is malformed input. */
export function decodeCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  const [at, id, ...rest] = Buffer.from(cursor, 'base64url').toString('latin1').split('.')
  const ms = Number.parseInt(at ?? '', 36)
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15 || rest.length > 0 || !UUID.test(id ?? ''))
    throw kernelErrors.MALFORMED([{ path: 'cursor', message: '翻页位置不对，请从头看起' }])
  return { at: new Date(ms), id: id! }
}

/** Cuts a list read with `limit + 1` rows into a page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? encodeCursor(positionOf(last)) : null }
}
