import { machines } from '@huying/shared/machines.ts'
import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue.ts'
import type { Asked } from '../../kernel/approvals.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { readSubject } from '../../kernel/subject.ts'
import { approvalSubject } from '../../kernel/approvals.ts'
import { categoriesNow } from '../complaint/public.ts'
import { bookingMatterOf, isOfBooking, type BookingMatter } from './booking-matter.ts'

/** What an event is about, as far as telling people needs it. */
export interface Matter {
  /** 诉求 2611240003 路面破损. */
  words: string
  gridCode: string | null
  communityCode: string | null
  townCode: string | null
  desk: 'grid' | 'community' | 'town' | null
  /** What concerns the first line is kept from it. */
  isAboutFirstLine: boolean
  isUrgent: boolean
  reporterId: string | null
  wishId: string | null
  beneficiaryId: string | null
  /** A guardian, or whoever filed a wish for somebody. */
  filerId: string | null
  claimerId: string | null
  demandId: string | null
  /** The level of a complaint's demand. */
  demandLevel: number | null
  dispatchId: string | null
  unitId: string | null
  handlerId: string | null
  proposerId: string | null
  asked: readonly Asked[]
  chairId: string | null
  booking: BookingMatter | null
}

const NOTHING: Matter = {
  words: '', gridCode: null, communityCode: null, townCode: null, desk: null, isAboutFirstLine: false, isUrgent: false, reporterId: null, wishId: null, beneficiaryId: null, filerId: null,
  claimerId: null, demandId: null, demandLevel: null, dispatchId: null, unitId: null, handlerId: null, proposerId: null, asked: [], chairId: null, booking: null,
}

const labelOf = (context: ReadContext, code: string): string =>
  categoriesNow(context).byCode.get(code)?.label ?? WISH_CATEGORIES.find((one) => one.code === code)?.label ?? ''
const sentence = (...parts: string[]): string => parts.filter(Boolean).join(' ')

type Found = Partial<Omit<Matter, 'words' | 'isUrgent' | 'asked' | 'booking'>> & { number: string; category: string; urgency?: string }

/** The matter as it stands now; null where it is gone or of a kind nobody is told about. */
export async function matterOf(context: ReadContext, kind: string, id: string): Promise<Matter | null> {
  const { sql } = context.db
  const one = (found: Found | undefined, label: string): Matter | null => {
    if (!found) return null
    const { number, category, urgency, ...rest } = found
    return { ...NOTHING, ...rest, words: sentence(label, number, labelOf(context, category)), isUrgent: urgency === 'emergency' }
  }
  if (isOfBooking(kind)) {
    const booking = await bookingMatterOf(context, kind, id)
    return booking && { ...NOTHING, words: booking.words, booking }
  }
  switch (kind) {
    case 'wish': {
      const [found] = await sql<Found[]>`select number, category, grid_code as "gridCode", community_code as "communityCode", town_code as "townCode",
        id as "wishId", beneficiary_id as "beneficiaryId", filer_id as "filerId", claimer_id as "claimerId" from wishes where id = ${id}`
      return one(found, '心愿')
    }
    case 'complaint': {
      const [found] = await sql<Found[]>`select number, category, urgency, grid_code as "gridCode", community_code as "communityCode", town_code as "townCode",
        desk, about_role is not null as "isAboutFirstLine", reporter_id as "reporterId", demand_id as "demandId",
        (select d.level from demands d where d.id = complaints.demand_id) as "demandLevel", handler_id as "handlerId" from complaints where id = ${id}`
      return one(found, '诉求')
    }
    case 'demand': {
      const [found] = await sql<Found[]>`select number, category, urgency, grid_code as "gridCode", community_code as "communityCode", town_code as "townCode",
        id as "demandId" from demands where id = ${id}`
      return one(found, '台账')
    }
    case 'dispatch': {
      const [found] = await sql<Found[]>`select d.number, d.category, x.urgency, d.grid_code as "gridCode", d.community_code as "communityCode",
        d.town_code as "townCode", d.id as "demandId", x.id as "dispatchId", x.unit_id as "unitId", x.handler_id as "handlerId"
        from dispatches x join demands d on d.id = x.demand_id where x.id = ${id}`
      return one(found, '派单')
    }
    case 'approval': {
      const approval = await readSubject(context.db, approvalSubject, id)
      const about = await matterOf(context, approval.subjectKind, approval.subjectId)
      return { ...NOTHING, words: about?.words || (machines.find(({ name }) => name === approval.subjectKind)?.label ?? ''), isUrgent: about?.isUrgent ?? false, proposerId: approval.proposedBy, asked: approval.asked }
    }
    case 'exclusion': {
      const [found] = await sql<{ complaintId: string; townCode: string }[]>`select complaint_id as "complaintId", town_code as "townCode" from exclusions where id = ${id}`
      const about = found && (await matterOf(context, 'complaint', found.complaintId))
      return about ? { ...about, asked: [{ role: 'countyOfficer', over: found.townCode }] } : null
    }
    case 'accountClosing': {
      const [found] = await sql<{ reporterId: string }[]>`select account_id as "reporterId" from account_closings where id = ${id}`
      return found ? { ...NOTHING, words: '注销账号', reporterId: found.reporterId } : null
    }
    case 'exportPackage': {
      const [found] = await sql<{ reporterId: string }[]>`select account_id as "reporterId" from export_packages where id = ${id}`
      return found ? { ...NOTHING, words: '七天内可以在「我的信息」里下载', reporterId: found.reporterId } : null
    }
    case 'chairTerm': {
      const [found] = await sql<{ name: string; communityCode: string; townCode: string; chairId: string }[]>`select s.name, s.community_code as "communityCode",
        left(s.community_code, 9) as "townCode", t.account_id as "chairId" from chair_terms t join associations s on s.id = t.association_id where t.id = ${id}`
      return found ? { ...NOTHING, words: found.name, communityCode: found.communityCode, townCode: found.townCode, chairId: found.chairId } : null
    }
    default:
      return null
  }
}
