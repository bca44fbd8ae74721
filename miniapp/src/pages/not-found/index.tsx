import { Page } from '../../components/page'
import { NotFoundView } from '../../components/state-view'
import { goHome } from '../../platform/navigation'

/** Where WeChat sends an address that no longer exists. */
export default function NotFoundPage() {
  return (
    <Page title="没有找到">
      <NotFoundView onHome={goHome} />
    </Page>
  )
}
