import { startClocksOf } from '../../kernel/clocks.ts'
import type { PersonalDuty } from '../../kernel/personal-data.ts'

/** Photos of one's own matters; proof of work and pictures of places belong to what they prove and show. */
const OWN: readonly string[] = ['wish', 'complaint', 'avatar']

export const uploadPersonal: PersonalDuty = {
  module: 'upload',
  /** What nothing shows any more loses its tie; the clock of unused photos then deletes row and bytes, and comes back until it has. */
  async erase(context, accountId) {
    const { sql } = context.tx
    const untied = await sql<{ id: string }[]>`update uploads u set attached_kind = null, attached_id = null
      where u.account_id = ${accountId} and u.purpose = any(${[...OWN]}::text[]) and not exists (select 1 from complaints c where c.id = u.attached_id and u.id = any(c.upload_ids))
      returning u.id`
    const timed = await sql<{ id: string }[]>`select subject_id as id from clocks where subject_kind = 'upload' and kind = 'unattached' and state in ('running', 'paused')
      and subject_id = any(${untied.map(({ id }) => id)}::uuid[])`
    const fresh = untied.filter(({ id }) => !timed.some((clock) => clock.id === id))
    await startClocksOf(context, 'upload', fresh.map(({ id }) => ({ id, start: { kind: 'unattached', limit: '1d', dueAt: context.now } })))
  },
  async collect({ db: { sql } }, accountId) {
    const items = await sql`select id, purpose, mime, width, height, bytes, attached_kind as "attachedKind", created_at as "createdAt" from uploads
      where account_id = ${accountId} order by created_at, id`
    return [{ name: 'photos', title: '我上传的照片', items: [...items] }]
  },
}
