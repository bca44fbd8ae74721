import type { ReactNode } from 'react'
import { Page } from '../../../components/page'
import { ErrorView, LoadingView, StateView } from '../../../components/state-view'
import { useMe } from '../../../hooks/use-me'
import { go, goHome } from '../../../platform/navigation'
import { TAB_PAGES } from '../../../routes'
import { useDeskPlace } from '../desk'

/** What only a desk sees: drawn for the place whose desk one holds; whoever holds none is told so. */
export function DeskOnly({ children }: { children: (placeId: string) => ReactNode }) {
  const { error, refetch, identities } = useMe()
  const placeId = useDeskPlace()
  if (placeId) return <>{children(placeId)}</>
  if (placeId === undefined) return error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} /> : <LoadingView />
  return identities.some(({ role }) => role === 'serviceStaff') ? (
    <StateView icon="briefcase" title="这里要用服务人员的身份看" text="在“我的”里换一下身份，再打开" action={{ label: '去换身份', kind: 'primary', onClick: () => void go(TAB_PAGES.me) }} />
  ) : (
    <StateView icon="lock" title="这里只给窗口的工作人员看" text="您约的在“我的事”里" action={{ label: '看我的预约', onClick: () => void go(TAB_PAGES.todo) }} />
  )
}

/** A page of the desk, with its title where there is nothing else to show. */
export function DeskPage({ title, children }: { title: string; children: (placeId: string) => ReactNode }) {
  const placeId = useDeskPlace()
  return placeId ? <>{children(placeId)}</> : <Page title={title}><DeskOnly>{() => null}</DeskOnly></Page>
}
