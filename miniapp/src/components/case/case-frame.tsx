import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { useMe } from '../../hooks/use-me'
import { goHome } from '../../platform/navigation'
import { ActingAs } from '../identity'
import { Page } from '../page'
import { ErrorView, LoadingView } from '../state-view'
import './case-frame.scss'

interface Asked {
  data: unknown
  error: unknown
  refetch: () => unknown
}

interface CasePageProps {
  title: string
  /** What the page waits for; while it is not there the page says so, or why it cannot be. */
  query: Asked
  footer?: ReactNode
}

/** The page of one case; `children` are drawn once the case is known. What is old is still shown when the network is gone. */
export function CasePage({ title, query, footer, children }: PropsWithChildren<CasePageProps>) {
  if (query.data === undefined)
    return <Page title={title}>{query.error ? <ErrorView error={query.error} onRetry={() => void query.refetch()} onHome={goHome} /> : <LoadingView />}</Page>
  return (
    <Page title={title} footer={footer}>
      <Acting />
      {children}
    </Page>
  )
}

/** 以 片长 的身份, on every page of a working identity. */
function Acting() {
  const { current } = useMe()
  return current.appointmentId === null ? null : <ActingAs identity={current} />
}

/** What it is, in its own words, and the few facts that name it. */
export function CaseHead({ title, meta }: { title: string; meta: string }) {
  return (
    <View className="case-head">
      <View className="t-display" aria-role="heading">
        {title}
      </View>
      <View className="t-sub c-ink2 case-head-meta">{meta}</View>
    </View>
  )
}
