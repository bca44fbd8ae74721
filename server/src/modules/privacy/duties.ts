import { counted, type PersonalDuty } from '../../kernel/personal-data.ts'
import { accountPersonal } from '../account/public.ts'
import { appointmentPersonal } from '../appointment/public.ts'
import { bookingPersonal } from '../booking/public.ts'
import { complaintPersonal } from '../complaint/public.ts'
import { notificationPersonal } from '../notification/public.ts'
import { partyPersonal } from '../party/public.ts'
import { uploadPersonal } from '../upload/public.ts'
import { wishPersonal } from '../wish/public.ts'

/** Ledger and dispatches belong to offices and units: a person leaves them, nothing of them ends. */
const ledgerWork: PersonalDuty = {
  module: 'dispatch',
  async openWork({ db: { sql }, now }, accountId) {
    const [row] = await sql<[{ handled: number; queued: number }]>`select
      (select count(*)::int from dispatches where handler_id = ${accountId} and state in ('sent', 'accepted', 'return_requested')) as handled,
      (select count(*)::int from demands d where d.state = 'pending' and d.level = 0 and exists (select 1 from chair_terms t where t.association_id = d.association_id
        and t.account_id = ${accountId} and t.from_at <= ${now} and t.to_at > ${now} and t.state <> 'cancelled')) as queued`
    return counted([{ title: '件派单还在您手上', count: row.handled }, { title: '件台账等您这位轮值会长派单', count: row.queued }])
  },
  async erase({ tx: { sql } }, accountId) {
    await sql`delete from ledger_filters where account_id = ${accountId}`
  },
  async collect({ db: { sql } }, accountId) {
    const items = await sql`select name, filter, created_at as "createdAt" from ledger_filters where account_id = ${accountId} order by created_at, id`
    return [{ name: 'ledgerFilters', title: '我存的台账筛选', items: [...items] }]
  },
}

/**
 * What closing an account does, all of it, in the order in which things are locked: complaints (with their demands), wishes, bookings
 * with their sessions; then what nothing else is locked after. Photos come once nothing shows them, the account itself last.
 */
export const DUTIES: readonly PersonalDuty[] = [
  ledgerWork, complaintPersonal, wishPersonal, bookingPersonal, appointmentPersonal, partyPersonal, notificationPersonal, uploadPersonal, accountPersonal,
]
