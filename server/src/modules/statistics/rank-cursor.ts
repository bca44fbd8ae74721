import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { RankPosition } from './queries.ts'

export const encodeRank = ({ fulfilled, id }: RankPosition): string => Buffer.from(`${fulfilled}.${id}`).toString('base64url')

/** The position, or null without a cursor; a broken one is malformed input. */
export function decodeRank(cursor: string | undefined): RankPosition | null {
  if (cursor === undefined) return null
  const [, fulfilled, id] = /^(\d{1,9})\.([0-9a-f-]{9,36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (fulfilled === undefined || id === undefined) throw kernelErrors.MALFORMED([{ path: 'cursor', message: '翻页位置不对，请从头看起' }])
  return { fulfilled: Number(fulfilled), id }
}
