import { Callout } from '../../../components/callout'
import { Cell, CellGroup } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { CATALOGUE_PAGES } from '../../../routes'
import { useRules } from '../service'

/** The administrator's ways to the catalogues that are edited; rules that broke since they were published are told here. */
export function CatalogueLinks() {
  const { data } = useRules()
  const broken = new Set((data?.inForce.faults ?? []).filter(({ isWarning }) => !isWarning).map(({ at }) => at)).size
  return (
    <>
      {broken > 0 && <Callout kind="warning" icon="triangle-alert">{`派单目录里有 ${broken} 条规则有误，派单时用不上，请尽快改`}</Callout>}
      <CellGroup>
        <Cell icon="list-checks" title="派单目录" hint="哪类事派给谁" onClick={() => void go(CATALOGUE_PAGES.rules)} />
        <Cell icon="file-text" title="诉求类别" hint="分哪几类，各问什么" onClick={() => void go(CATALOGUE_PAGES.categories)} />
      </CellGroup>
      <Callout kind="quiet" icon="briefcase">目录要在电脑上改：窗口宽一点，才看得下</Callout>
    </>
  )
}
