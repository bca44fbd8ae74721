import { Cell, CellGroup } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { STATISTICS_PAGES } from '../../../routes'

/** The way to what became of all wishes. */
export function FiguresLink() {
  return (
    <CellGroup>
      <Cell icon="chart" title="谁帮了多少" hint="社区、党组织、党员" onClick={() => void go(STATISTICS_PAGES.wishes)} />
    </CellGroup>
  )
}
