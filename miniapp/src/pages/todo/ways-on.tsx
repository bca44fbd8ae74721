import type { Role } from '@huying/shared/kernel/role'
import { Cell, CellGroup } from '../../components/cell'
import type { Identity } from '../../components/identity'
import { PlacesLink } from '../../features/booking/components/places-link'
import { LedgerLink } from '../../features/demand/components/ledger-link'
import { OpenDemand } from '../../features/demand/components/open-demand'
import { FiguresLink } from '../../features/statistics/components/figures-link'
import { go } from '../../platform/navigation'
import { ABSENCES_PAGE, CHAIR_TERMS_PAGE } from '../../routes'
import { KEEP_PLACES, SEE_FIGURES } from './queues'

/** Who is on duty themselves, or answers for those who are. */
const PLAN_ABSENCES: ReadonlySet<Role> = new Set(['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer'])
const SEE_TERMS: ReadonlySet<Role> = new Set(['chair', 'streetOfficer', 'administrator'])
const OPEN_DEMANDS: ReadonlySet<Role> = new Set(['communityWorker', 'streetOfficer'])

/** Below the queue: what this identity does now and then. */
export function WaysOn({ identity: { role, areaCode } }: { identity: Identity }) {
  const hasOwn = PLAN_ABSENCES.has(role) || SEE_TERMS.has(role) || OPEN_DEMANDS.has(role)
  return (
    <>
      {hasOwn && (
        <CellGroup>
          {OPEN_DEMANDS.has(role) && areaCode !== undefined && <OpenDemand areaCode={areaCode} />}
          {PLAN_ABSENCES.has(role) && <Cell icon="calendar-check" title="离岗安排" hint="请假、外出，谁来值班" onClick={() => void go(ABSENCES_PAGE)} />}
          {SEE_TERMS.has(role) && <Cell icon="rotate" title="轮值会长" hint="谁轮值、到什么时候" onClick={() => void go(CHAIR_TERMS_PAGE)} />}
        </CellGroup>
      )}
      <LedgerLink role={role} />
      {KEEP_PLACES.has(role) && <PlacesLink />}
      {SEE_FIGURES.has(role) && <FiguresLink />}
    </>
  )
}
