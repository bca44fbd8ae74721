import type { Asked } from '../../kernel/approvals.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { readSubject } from '../../kernel/subject.ts'
import { onDuty } from '../area/public.ts'
import { reopenDecider } from '../complaint/public.ts'
import { aroundDemand, demandSubject, ownersAsked, owningLevel } from '../demand/public.ts'
import { dispatchSubject, extensionAsked } from '../dispatch/public.ts'
import { bookingAccountsOf, isBookingAudience, type BookingAudience } from './booking-audiences.ts'
import type { Matter } from './matter.ts'
import { isWishAudience, wishAccountsOf, type WishAudience } from './wish-audiences.ts'

export type Audience =
  | 'beneficiary' | 'claimer' | 'formerHelper' | 'wishDesk' | 'thanksReaders' | 'askedMember'
  | 'reporter' | 'reporters' | 'desk' | 'handler' | 'reopenDecider'
  | 'owner' | 'nextLevel' | 'extensionDecider' | 'verifiers' | 'unit' | 'units' | 'street'
  | 'asked' | 'proposer' | 'chair'
  | BookingAudience
  | WishAudience

/** Whom a wave of a wish asks, and what each is told of why. */
export const askedOf = ({ asked }: Record<string, unknown>): readonly { memberId: string; why: string }[] => (Array.isArray(asked) ? asked : [])

const someone = (...ids: (string | null | undefined)[]): string[] => ids.filter((id): id is string => typeof id === 'string')

/** The accounts of an audience now: offices are whoever holds them at this moment. */
export async function accountsOf(context: ReadContext, audience: Audience, matter: Matter, data: Record<string, unknown>): Promise<string[]> {
  if (isBookingAudience(audience)) return matter.booking === null ? [] : bookingAccountsOf(context, audience, matter.booking, data)
  if (isWishAudience(audience)) return matter.wishId === null ? [] : wishAccountsOf(context, audience, matter.wishId)
  switch (audience) {
    case 'beneficiary':
      return someone(matter.beneficiaryId, matter.filerId)
    case 'formerHelper':
      return someone(typeof data.previousMemberId === 'string' ? data.previousMemberId : null)
    case 'claimer':
      return someone(matter.claimerId, typeof data.memberId === 'string' ? data.memberId : null)
    case 'askedMember':
      return askedOf(data).map(({ memberId }) => memberId)
    case 'reporter':
      return someone(matter.reporterId)
    case 'handler':
      return someone(matter.handlerId)
    case 'proposer':
      return someone(matter.proposerId)
    case 'chair':
      return someone(matter.chairId)
    case 'thanksReaders':
      return data.needsReading === true ? accountsOf(context, 'wishDesk', matter, data) : []
    case 'wishDesk':
      return matter.communityCode === null ? [] : holdersOf(context, [{ role: 'communityWorker', over: matter.communityCode }])
    case 'street':
      return matter.townCode === null ? [] : holdersOf(context, [{ role: 'streetOfficer', over: matter.townCode }])
    case 'reopenDecider':
      return matter.townCode === null ? [] : holdersOf(context, [{ role: reopenDecider(matter.demandLevel), over: matter.townCode }])
    case 'desk':
      return deskOf(context, matter)
    case 'asked':
      return holdersOf(context, matter.asked)
    default:
      return matter.demandId === null ? [] : onLedger(context, audience, matter, matter.demandId)
  }
}

/** Whoever has the desk: the person on duty, the community's workers, or the town's officers. */
async function deskOf(context: ReadContext, matter: Matter): Promise<string[]> {
  if (matter.desk === 'grid' && matter.gridCode !== null) {
    const duty = await onDuty(context.db, matter.gridCode, context.now)
    if (duty?.kind === 'person') return [duty.accountId]
  }
  if (matter.desk !== 'town' && !matter.isAboutFirstLine && matter.communityCode !== null)
    return holdersOf(context, [{ role: 'communityWorker', over: matter.communityCode }])
  return matter.townCode === null ? [] : holdersOf(context, [{ role: 'streetOfficer', over: matter.townCode }])
}

async function onLedger(context: ReadContext, audience: Exclude<Audience, BookingAudience | WishAudience>, matter: Matter, demandId: string): Promise<string[]> {
  const { sql } = context.db
  switch (audience) {
    case 'reporters': {
      const rows = await sql<{ id: string }[]>`select distinct reporter_id as id from complaints where demand_id = ${demandId} and reporter_id is not null and state <> 'withdrawn'`
      return rows.map(({ id }) => id)
    }
    case 'unit':
      return matter.unitId === null ? [] : holdersOf(context, [{ role: 'unitHandler', scopeKind: 'unit', scopeId: matter.unitId }])
    case 'units': {
      const rows = await sql<{ id: string }[]>`select distinct unit_id as id from dispatches where demand_id = ${demandId} and state in ('sent', 'accepted', 'return_requested')`
      return holdersOf(context, rows.map(({ id }) => ({ role: 'unitHandler', scopeKind: 'unit', scopeId: id })))
    }
    case 'verifiers':
      return holdersOf(context, matter.communityCode === null
        ? [{ role: 'streetOfficer', over: matter.townCode! }]
        : [{ role: 'communityWorker', over: matter.communityCode }])
    case 'owner':
    case 'extensionDecider':
    case 'nextLevel': {
      const row = await readSubject(context.db, demandSubject, demandId)
      const around = await aroundDemand(context.db, demandId, context.now)
      if (audience === 'extensionDecider')
        return matter.dispatchId === null ? [] : holdersOf(context, extensionAsked(await readSubject(context.db, dispatchSubject, matter.dispatchId), row, around))
      if (audience === 'owner') return holdersOf(context, ownersAsked(row, around))
      const next = (row.holdLevel ?? owningLevel(row, around)) + 1
      return holdersOf(context, [{ role: next <= 1 ? 'streetOfficer' : 'countyOfficer', over: row.townCode }])
    }
    default:
      return []
  }
}

/** Everybody who holds one of these offices now, chairs in term among them; nobody whose account is closed. */
export async function holdersOf({ db, now }: ReadContext, asked: readonly Asked[]): Promise<string[]> {
  if (asked.length === 0) return []
  const wanted = asked.map((one) => ('over' in one ? { role: one.role, over: one.over } : { role: one.role, kind: one.scopeKind, id: one.scopeId }))
  const rows = await db.sql<{ id: string }[]>`
    with w as (select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (role text, over text, kind text, id text))
    select p.account_id as id from w join appointments p on p.role = w.role and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})
      and ((w.over is not null and p.scope_kind = 'area' and starts_with(w.over, p.scope_id)) or (p.scope_kind = w.kind and p.scope_id = w.id))
      join accounts a on a.id = p.account_id and a.state <> 'closed'
    union
    select t.account_id from w join chair_terms t on w.role = 'chair' and t.association_id::text = w.id and t.state <> 'cancelled'
      and t.from_at <= ${now} and t.to_at > ${now} join accounts a on a.id = t.account_id and a.state <> 'closed'`
  return rows.map(({ id }) => id)
}
