import { Page } from '../../components/page'
import { StateView } from '../../components/state-view'
import { goHome } from '../../platform/navigation'

/** The public board of small wishes. */
export default function WishesPage() {
  return (
    <Page title="微心愿" tab="wishes">
      <StateView icon="hand-heart" title="还没有公开的心愿" text="有邻居许了心愿，会在这里等人帮" action={{ label: '回首页', onClick: goHome }} />
    </Page>
  )
}
