import { Page } from '../../components/page'
import { WishList } from '../../features/wish/components/wish-list'

/** The public board of small wishes. */
export default function WishesPage() {
  return (
    <Page title="微心愿" tab="wishes">
      <WishList view="board" />
    </Page>
  )
}
