import { Text, View } from '@tarojs/components'
import type { CSSProperties, PropsWithChildren, ReactNode } from 'react'
import { useDemo } from '../../platform/demo'
import { ELDER_FACTOR, isElderMode, useDisplayMode, useIsElder } from '../../platform/display-mode'
import { isWeapp } from '../../platform/environment'
import { goBack } from '../../platform/navigation'
import { useIsOnline } from '../../platform/network'
import type { Tab } from '../../routes'
import { Icon } from '../icon'
import { TabBar } from '../tab-bar'
import { navMetrics } from './nav-metrics'
import { PrivacySheet } from './privacy-sheet'
import './index.scss'

interface PageProps {
  title: string
  /** Set on the four tab pages; others have a way back. */
  tab?: Tab
  /** Stands in the bar instead of the title: the identity, the community. */
  lead?: ReactNode
  /** Stays at the bottom, above the tabs. */
  footer?: ReactNode
  /** As wide as a computer's window; only for pages that phones never show. */
  isDesk?: boolean
}

/** Elder sizes grow with WeChat's font factor beyond the one that switches elder mode on. */
const growth = ({ fontFactor }: { fontFactor: number }) => Math.max(1, fontFactor / ELDER_FACTOR)

function usePageRoot(isDesk: boolean): { className: string; style: CSSProperties } {
  const mode = useDisplayMode()
  const isElder = isElderMode(mode)
  return {
    className: `root ${isElder ? 'elder' : ''} ${isWeapp ? '' : 'root-h5'} ${isDesk ? 'root-desk' : ''}`,
    style: isElder ? ({ '--font-growth': growth(mode) } as CSSProperties) : {},
  }
}

function NavBar({ title, tab, lead }: Pick<PageProps, 'title' | 'tab' | 'lead'>) {
  const isElder = useIsElder()
  const { top, height, right } = navMetrics()
  return (
    <View className="nav" style={{ paddingTop: `${top}px` }}>
      <View className="nav-row" style={{ height: `${height}px`, paddingRight: `${right}px` }}>
        {!tab && (
          <View className="nav-back" aria-role="button" aria-label="返回" hoverClass="pressed" onClick={goBack}>
            <Icon name="chevron-left" />
            {isElder && <Text className="t-strong">返回</Text>}
          </View>
        )}
        {lead ?? <View className={tab ? 'nav-lead t-title' : 'nav-title t-heading'}>{isElder && !tab ? '' : title}</View>}
      </View>
    </View>
  )
}

function OfflineBar() {
  if (useIsOnline()) return null
  return (
    <View className="notice-bar tone-soon" aria-role="status">
      <Icon name="wifi-off" size="inline" />
      <Text>没有网络，看到的可能不是最新的</Text>
    </View>
  )
}

/** Fictional people must never be taken for real ones. */
function DemoRibbon() {
  const isDemo = useDemo((demo) => demo.isDemo)
  return isDemo ? <View className="demo-ribbon">演示数据</View> : null
}

/** Every page's frame: bar beside the capsule, elder sizes, offline notice, demo mark, thumb zone and tabs. */
export function Page({ title, tab, lead, footer, isDesk = false, children }: PropsWithChildren<PageProps>) {
  const root = usePageRoot(isDesk)
  const { top, height } = navMetrics()
  return (
    <View {...root}>
      <NavBar title={title} tab={tab} lead={lead} />
      <View style={{ height: `${top + height}px` }} />
      <OfflineBar />
      <DemoRibbon />
      <View className="page-content">{children}</View>
      <View className={`page-foot ${tab ? '' : 'page-foot-safe'}`}>
        {footer}
        {tab && <TabBar current={tab} />}
      </View>
      <PrivacySheet />
    </View>
  )
}
