import type { DemandState } from '@huying/shared/demand/machine'
import type { Role } from '@huying/shared/kernel/role'
import type { ReactElement } from 'react'
import { Cell, CellGroup } from '../../components/cell'
import { Approvals } from '../../features/approval/components/approvals'
import { DeskBookings, MyBookings } from '../../features/booking/components/booking-lists'
import { DaySheet } from '../../features/booking/components/day-sheet'
import { CatalogueLinks } from '../../features/catalogue/components/catalogue-links'
import { AreaComplaints, CallBackComplaints, DeskComplaints, FiledComplaints, MyComplaints } from '../../features/complaint/components/complaint-lists'
import { Ledger, RunningDemands, VerifyQueue } from '../../features/demand/components/demand-lists'
import { OwnerQueue } from '../../features/demand/components/owner-queue'
import { WaitingRequests } from '../../features/dispatch/components/waiting-requests'
import { UnitQueue } from '../../features/dispatch/components/unit-queue'
import { WishList } from '../../features/wish/components/wish-list'
import { go } from '../../platform/navigation'
import { WISH_PAGES } from '../../routes'
import { ToAnswer } from './to-answer'

export interface Queue {
  key: string
  label: string
  list: ReactElement
  /** Its buttons lie over the end of the page, which keeps room for them. */
  hasThumb?: true
}

const complaints: Queue = { key: 'complaints', label: '诉求', list: <DeskComplaints /> }
const wishes = (view: Parameters<typeof WishList>[0]['view'], label: string): Queue => ({ key: view, label, list: <WishList view={view} /> })
/** What still runs; what was fulfilled is on a page of its own. */
const HELPING: Queue = {
  key: 'claims',
  label: '我在帮的',
  list: (
    <>
      <WishList view="claims" state="claimed" />
      <CellGroup>
        <Cell icon="hand-heart" title="等确认的、办成的" onClick={() => void go(WISH_PAGES.helping)} />
      </CellGroup>
    </>
  ),
}
const toDispatch: Queue = { key: 'owner', label: '待派单', list: <OwnerQueue />, hasThumb: true }
const toVerify: Queue = { key: 'verify', label: '待核查', list: <VerifyQueue /> }
const toApprove: Queue = { key: 'approvals', label: '等我确认', list: <Approvals /> }
const ledger = (state: DemandState, label: string): Queue => ({ key: state, label, list: <Ledger key={state} state={state} /> })
const running: Queue = { key: 'dispatched', label: '在办', list: <RunningDemands /> }
/** The chair in term; holds and second reopenings are for the levels above. */
const CHAIR: readonly Queue[] = [toDispatch, { key: 'requests', label: '退单延期', list: <WaitingRequests /> }, toApprove, running, ledger('on_hold', '挂账')]
/** The street and the county: the ledger's owners above the chair. */
const OVERSIGHT: readonly Queue[] = [toDispatch, { key: 'answers', label: '等我答复', list: <ToAnswer /> }, toApprove, running, ledger('on_hold', '挂账')]

const FIRST_LINE: readonly Queue[] = [complaints, { key: 'filed', label: '我代报的', list: <FiledComplaints /> }]

/** What each identity sees first, and what beside it; a role without an entry works elsewhere. */
export const QUEUES: Partial<Record<Role, readonly Queue[]>> = {
  resident: [wishes('mine', '我的心愿'), { key: 'my-complaints', label: '我反映的', list: <MyComplaints /> }, { key: 'my-bookings', label: '我的预约', list: <MyBookings /> }],
  member: [wishes('asked', '请您帮的'), HELPING],
  secretary: [wishes('branch', '支部的心愿'), HELPING],
  gridLeader: FIRST_LINE,
  blockLeader: FIRST_LINE,
  regionLeader: FIRST_LINE,
  communityWorker: [wishes('desk', '待审心愿'), complaints, toVerify, toApprove, wishes('thanks', '看感谢')],
  serviceStaff: [
    { key: 'day-sheet', label: '今天的名单', list: <DaySheet /> },
    { key: 'approve', label: '等我答复', list: <DeskBookings view="approve" /> },
    { key: 'appeals', label: '爽约申诉', list: <DeskBookings view="appeals" /> },
  ],
  callBackOfficer: [{ key: 'call-back', label: '诉求回访', list: <CallBackComplaints /> }, wishes('callBack', '心愿回访')],
  chair: CHAIR,
  unitHandler: [{ key: 'unit', label: '派单', list: <UnitQueue /> }],
  streetOfficer: [...OVERSIGHT, complaints, toVerify, wishes('street', '心愿')],
  countyOfficer: OVERSIGHT,
  administrator: [{ key: 'catalogues', label: '目录', list: <CatalogueLinks /> }, toApprove],
  auditor: [{ key: 'area', label: '诉求', list: <AreaComplaints /> }, { key: 'ledger', label: '台账', list: <Ledger /> }],
}

/** Who keeps the places of a community and what can be booked there. */
export const KEEP_PLACES: ReadonlySet<Role> = new Set(['communityWorker', 'administrator'])

/** Who answers for what becomes of wishes, or does them: their 待办 leads to the figures. */
export const SEE_FIGURES: ReadonlySet<Role> = new Set(['member', 'secretary', 'communityWorker', 'streetOfficer', 'countyOfficer', 'auditor'])
