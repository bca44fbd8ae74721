import { asSystem, counted, type PersonalDuty } from '../../kernel/personal-data.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { isOver } from './policy.ts'
import { appointmentSubject } from './table.ts'

export const appointmentPersonal: PersonalDuty = {
  module: 'appointment',
  /** The county keeps an administrator. */
  async openWork({ db: { sql }, now }, accountId) {
    const held = sql`role = 'administrator' and from_at <= ${now} and (to_at is null or to_at > ${now})`
    const isLast = (await sql`select 1 where exists (select 1 from appointments where account_id = ${accountId} and ${held})
      and not exists (select 1 from appointments where account_id <> ${accountId} and ${held})`).length > 0
    return counted([{ title: '个职务没有人接：您是最后一位管理员', count: isLast ? 1 : 0 }])
  },
  async effects({ db: { sql }, now }, accountId) {
    const [row] = await sql<[{ count: number }]>`select count(*)::int as count from appointments where account_id = ${accountId} and (to_at is null or to_at > ${now})`
    return counted([{ title: '个任职会结束', count: row.count }])
  },
  /** What was done in office stays where it was done. */
  async close(context, accountId) {
    const { tx, now } = context
    const held = await tx.sql<{ id: string }[]>`select id from appointments where account_id = ${accountId} and state = 'appointed' and (to_at is null or to_at > ${now}) order by id`
    for (const { id } of held) {
      const row = await lockSubject(tx, appointmentSubject, id)
      if (isOver(row, now)) continue
      const { role, scopeKind, scopeId, fromAt } = row
      await transition(asSystem(context), appointmentSubject, row, 'end', {
        set: { toAt: fromAt > now ? fromAt : now, endReason: '账号已注销' }, facts: { accountId, role, scopeKind, scopeId },
      })
    }
  },
  async collect({ db: { sql } }, accountId) {
    const items = await sql`select p.role, p.scope_kind as "scopeKind", p.from_at as "from", p.to_at as "to", p.end_reason as "endReason",
        coalesce((select json_agg(json_build_object('from', b.from_at, 'to', b.to_at, 'reason', b.reason) order by b.from_at) from absences b where b.appointment_id = p.id), '[]') as absences
      from appointments p where p.account_id = ${accountId} order by p.from_at, p.id`
    return [{ name: 'appointments', title: '我的任职和离岗', items: [...items] }]
  },
}
