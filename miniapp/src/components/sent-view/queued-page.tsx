import { SentView } from '.'
import { goHome } from '../../platform/navigation'
import { Page } from '../page'

/** Written without a network: it waits on the phone and leaves by itself. */
export function QueuedPage() {
  return (
    <Page title="等着发">
      <SentView
        title="写好了，等着发"
        answers={[{ label: '现在', words: '没有网络，连上网会自动发出去，不用再写一遍' }]}
        action={{ label: '知道了', onClick: goHome }}
        onHome={goHome}
      />
    </Page>
  )
}
