import { Cell, CellGroup } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { STATISTICS_PAGES } from '../../../routes'

/** The ways to what became of all wishes, and of all complaints. */
export function FiguresLink() {
  return (
    <CellGroup>
      <Cell icon="chart" title="谁帮了多少" hint="社区、党组织、党员" onClick={() => void go(STATISTICS_PAGES.wishes)} />
      <Cell icon="chart" title="事情办得怎么样" hint="响应率、解决率、满意率" onClick={() => void go(STATISTICS_PAGES.rates)} />
    </CellGroup>
  )
}
