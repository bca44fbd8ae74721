import type { Role } from '@huying/shared/kernel/role'
import { Cell, CellGroup } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { DEMAND_PAGES } from '../../../routes'

/** Who reads the ledger of an area, an association or their unit. */
const READERS: ReadonlySet<Role> = new Set(['chair', 'communityWorker', 'streetOfficer', 'countyOfficer', 'auditor', 'unitHandler'])

/** The way to the whole ledger, for whoever looks something up there. */
export function LedgerLink({ role }: { role: Role }) {
  if (!READERS.has(role)) return null
  return (
    <CellGroup>
      <Cell icon="search" title="查需求台账" hint="筛选、查找、导出" onClick={() => void go(DEMAND_PAGES.ledger)} />
    </CellGroup>
  )
}
