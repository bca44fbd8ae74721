import { Text, View } from '@tarojs/components'
import { ApiError, wordsFor } from '../../platform/api-error'
import { dial } from '../../platform/phone-call'
import { Button } from '../button'
import { Icon, type IconName } from '../icon'
import './index.scss'

interface StateViewProps {
  icon: IconName
  title: string
  text?: string
  action?: { label: string; kind?: 'primary' | 'default'; onClick: () => void }
  children?: React.ReactNode
}

/** A whole screen or list that has nothing else to show: what it is, and what one can do. */
export function StateView({ icon, title, text, action, children }: StateViewProps) {
  return (
    <View className="state-view">
      <View className="state-view-echo" aria-hidden>
        <View className="state-view-icon">
          <Icon name={icon} size="tile" />
        </View>
      </View>
      <View className="t-heading">{title}</View>
      {text && <View className="t-sub c-ink2 state-view-text">{text}</View>}
      {action && (
        <View className="state-view-action">
          <Button kind={action.kind ?? 'default'} onClick={action.onClick}>
            {action.label}
          </Button>
        </View>
      )}
      {children}
    </View>
  )
}

/** Still loading: still shapes, nothing that moves. */
export function LoadingView({ rows = 3 }: { rows?: number }) {
  return (
    <View aria-role="status" aria-label="正在打开">
      {Array.from({ length: rows }, (_, row) => (
        <View key={row} className="card skeleton">
          <View className="skeleton-dot" />
          <View className="skeleton-lines">
            <View className="skeleton-line skeleton-long" />
            <View className="skeleton-line skeleton-short" />
          </View>
        </View>
      ))}
      <View className="t-caption c-ink3 state-view-wait">正在打开，网慢的话要等几秒</View>
    </View>
  )
}

/** Gone, or not for this person: the two look the same on purpose. */
export function NotFoundView({ onHome }: { onHome: () => void }) {
  return <StateView icon="file-search" title="没有找到这件事" text="可能已经撤回，或者不在您能看的范围里" action={{ label: '回首页', onClick: onHome }} />
}

interface ErrorViewProps {
  error: unknown
  onRetry: () => void
  onHome: () => void
  /** A number people may call instead. */
  phone?: string
}

/** What went wrong, in words; a refusal says its own, anything else is not the person's fault. */
export function ErrorView({ error, onRetry, onHome, phone }: ErrorViewProps) {
  if (error instanceof ApiError && error.status === 404) return <NotFoundView onHome={onHome} />
  if (error instanceof ApiError && error.isOffline)
    return <StateView icon="wifi-off" title="没有网络" text="连上网再试，您写的内容都还在" action={{ label: '再试一次', kind: 'primary', onClick: onRetry }} />
  if (error instanceof ApiError && error.status < 500)
    return <StateView icon="lock" title={wordsFor(error)} action={{ label: '回首页', onClick: onHome }} />
  return (
    <StateView icon="refresh" title="没打开，不是您的问题" text="系统正忙，您写的内容都还在" action={{ label: '再试一次', kind: 'primary', onClick: onRetry }}>
      {phone && (
        <Button kind="link" icon="phone" onClick={() => void dial(phone)}>
          打给社区
        </Button>
      )}
      {error instanceof ApiError && error.requestId && <Text className="t-caption c-ink3">{`问题编号 ${error.requestId.slice(0, 9)}`}</Text>}
    </StateView>
  )
}
