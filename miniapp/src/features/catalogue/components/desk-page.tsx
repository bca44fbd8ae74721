import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Page } from '../../../components/page'
import { ErrorView, LoadingView, StateView } from '../../../components/state-view'
import { goHome } from '../../../platform/navigation'
import { useWindowWidth } from '../../../platform/window'
import './desk-page.scss'

/** Lists beside forms beside previews need this much. */
const LEAST_WIDTH = 1024

interface DeskPageProps {
  title: string
  query: { data: unknown; error: unknown; refetch: () => unknown }
  footer?: ReactNode
}

/** On a phone only the words where to go: nothing is asked of the server. */
export function DeskOnly({ title, children }: PropsWithChildren<{ title: string }>) {
  if (useWindowWidth() >= LEAST_WIDTH) return <>{children}</>
  return (
    <Page title={title}>
      <StateView icon="briefcase" title="请在电脑上用" text="规则和类别要在大屏幕上改，窗口至少 1024 像素宽" action={{ label: '回首页', onClick: goHome }} />
    </Page>
  )
}

/** A page of the administrator's desk, once what it edits is known. */
export function DeskPage({ title, query, footer, children }: PropsWithChildren<DeskPageProps>) {
  if (query.data === undefined)
    return <Page title={title}>{query.error ? <ErrorView error={query.error} onRetry={() => void query.refetch()} onHome={goHome} /> : <LoadingView />}</Page>
  return (
    <Page title={title} footer={footer} isDesk>
      {children}
    </Page>
  )
}

/** Columns beside each other: the list, what one edits, and how it will look. */
export function Columns({ children }: PropsWithChildren) {
  return <View className="desk-columns">{children}</View>
}

export function Column({ children, isWide }: PropsWithChildren<{ isWide?: boolean }>) {
  return <View className={`desk-column ${isWide ? 'desk-column-wide' : ''}`}>{children}</View>
}
