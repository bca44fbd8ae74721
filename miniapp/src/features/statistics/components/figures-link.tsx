import { Cell, CellGroup } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { STATISTICS_PAGES } from '../../../routes'

/** The ways to what became of all wishes, and of all complaints. */
export function FiguresLink() {
  return (
    <CellGroup>
      <Cell icon="chart" title="谁帮了多少" hint="社区、党组织、党员" onClick={() => void go(STATISTICS_PAGES.wishes)} />
      <Cell icon="chart" title="事情办得怎么样" hint="响应率、解决率、满意率" onClick={() => void go(STATISTICS_PAGES.rates)} />
      <Cell icon="scale" title="不计入三率的" hint="申请、异议、答复" onClick={() => void go(STATISTICS_PAGES.exclusions)} />
    </CellGroup>
  )
}
