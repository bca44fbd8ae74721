import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { MemberPosition } from './queries.ts'

export const encodeMember = ({ organizationId, id }: MemberPosition): string => Buffer.from(`${organizationId}.${id}`).toString('base64url')

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const POSITION = new RegExp(`^(${UUID})\\.(${UUID})$`)

/** The position, or null without a cursor; a broken one is malformed input. */
export function decodeMember(cursor: string | undefined): MemberPosition | null {
  if (cursor === undefined) return null
  const [, organizationId, id] = POSITION.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (organizationId === undefined || id === undefined) throw kernelErrors.MALFORMED([{ path: 'cursor', message: '翻页位置不对，请从头看起' }])
  return { organizationId, id }
}
