import { asSystem, counted, destroyWords, ERASED_WORDS, type PersonalDuty } from '../../kernel/personal-data.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { releaseFollowers } from './commands/followers.ts'
import { complaintSubject } from './subject.ts'
import type { ComplaintRow } from './table.ts'

const CONCERNED: readonly string[] = ['submitted', 'accepted', 'awaiting_resident', 'raised', 'merged', 'resolved']

/** Before the ledger it ends; on the ledger, or as part of another, it goes on without a name; what waits for an answer gets none. */
async function closeComplaint(context: CommandContext, row: ComplaintRow): Promise<void> {
  const { demandId } = row
  switch (row.state) {
    case 'submitted':
    case 'accepted':
    case 'awaiting_resident':
      await transition(context, complaintSubject, row, 'account_closed', { facts: { demandId }, stop: 'all' })
      await releaseFollowers(context, row)
      return
    case 'resolved':
      await transition(context, complaintSubject, row, 'account_closed', {
        set: { answeredBy: 'accountClosed', closedAt: context.now }, facts: { by: 'accountClosed', demandId }, stop: 'all',
      })
      return
    default:
      await transition(context, complaintSubject, row, 'account_closed', { facts: { demandId } })
  }
}

export const complaintPersonal: PersonalDuty = {
  module: 'complaint',
  async openWork({ db: { sql } }, accountId) {
    const [row] = await sql<[{ count: number }]>`select count(*)::int as count from complaints where handler_id = ${accountId} and state in ('accepted', 'awaiting_resident')`
    return counted([{ title: '件诉求还在您手上', count: row.count }])
  },
  async effects({ db: { sql } }, accountId) {
    const [row] = await sql<[{ ending: number; staying: number; waiting: number }]>`select
      count(*) filter (where state in ('submitted', 'accepted', 'awaiting_resident'))::int as ending,
      count(*) filter (where state in ('raised', 'merged'))::int as staying, count(*) filter (where state = 'resolved')::int as waiting
      from complaints where reporter_id = ${accountId}`
    return counted([
      { title: '件诉求会撤回', count: row.ending },
      { title: '件诉求匿名继续办理，不再问您', count: row.staying },
      { title: '件办结的诉求按没有答复结束', count: row.waiting },
    ])
  },
  async close(context, accountId) {
    const { tx } = context
    const own = await tx.sql<{ id: string; demandId: string | null }[]>`select id, demand_id as "demandId" from complaints
      where reporter_id = ${accountId} and state = any(${[...CONCERNED]}::text[]) order by id`
    // Demands before their complaints, as everywhere.
    await tx.sql`select 1 from demands where id = any(${own.flatMap(({ demandId }) => demandId ?? [])}::uuid[]) order by id for update`
    for (const { id } of own) {
      const row = await lockSubject(tx, complaintSubject, id)
      if (CONCERNED.includes(row.state) && !(await isClosedFor(context, row))) await closeComplaint(asSystem(context), row)
    }
  },
  async erase({ tx }, accountId) {
    const { sql } = tx
    const own = await sql<{ id: string; isOnLedger: boolean }[]>`select id, demand_id is not null or state = 'merged' as "isOnLedger" from complaints where reporter_id = ${accountId} order by id`
    const ids = own.map(({ id }) => id)
    const ended = own.filter(({ isOnLedger }) => !isOnLedger).map(({ id }) => id)
    await sql`update complaints set address = null, on_behalf_name = null, on_behalf_phone = null, authority = null, comment = null where id = any(${ids}::uuid[])`
    await sql`update complaint_questions set answer = ${ERASED_WORDS} where complaint_id = any(${ids}::uuid[]) and answer is not null`
    // On the ledger the words, the place and the pictures of the problem are what others work on: they stay, without a name.
    await sql`update complaints set text = ${ERASED_WORDS}, answers = '{}', lng = null, lat = null, bigrams = '{}', upload_ids = '{}' where id = any(${ended}::uuid[])`
    await sql`update complaint_contacts set note = null where complaint_id = any(${ids}::uuid[])`
    await destroyWords(tx, complaintSubject.kind, ended)
    await destroyWords(tx, complaintSubject.kind, ids, accountId)
  },
  collect: async (context, accountId) => [{ name: 'complaints', title: '我的诉求', items: await collectComplaints(context, accountId) }],
}

/** Whether one that keeps its state was already told of the closing. */
async function isClosedFor({ tx }: CommandContext, { id, state }: ComplaintRow): Promise<boolean> {
  if (state !== 'raised' && state !== 'merged') return false
  return (await tx.sql`select 1 from history where subject_kind = 'complaint' and subject_id = ${id} and action = 'account_closed' limit 1`).length > 0
}

async function collectComplaints({ db, kernel: { cipher } }: ReadContext, accountId: string): Promise<Record<string, unknown>[]> {
  const rows = await db.sql<{ id: string; address: Buffer | null }[]>`select id, number, kind, category, state, text, answers, lng, lat, address, grid_code as "gridCode",
      community_code as "communityCode", is_confidential as "isConfidential", created_at as "createdAt", outcome, resolution, resolved_at as "resolvedAt",
      is_contacted as "isContacted", is_solved as "isSolved", satisfaction, comment, upload_ids as "uploadIds",
      coalesce((select json_agg(json_build_object('at', q.asked_at, 'question', q.question, 'answer', q.answer) order by q.asked_at)
        from complaint_questions q where q.complaint_id = complaints.id), '[]') as questions
    from complaints where reporter_id = ${accountId} order by created_at, id`
  return rows.map(({ address, ...row }) => ({ ...row, address: address && cipher.open({ table: 'complaints', column: 'address', row: row.id }, address) }))
}
