import { Popup } from '@nutui/nutui-react-taro'
import { Text, View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { useIsElder } from '../../platform/display-mode'
import { Icon } from '../icon'
import { navMetrics } from '../page/nav-metrics'
import './index.scss'

interface SheetProps {
  isOpen: boolean
  title: string
  /** Stays at the bottom, under the thumb. */
  footer?: ReactNode
  onClose: () => void
}

/** One question or one explanation over the page it belongs to; in elder mode a page of its own, with a way back. */
export function Sheet({ isOpen, title, footer, onClose, children }: PropsWithChildren<SheetProps>) {
  const isElder = useIsElder()
  return (
    <Popup
      visible={isOpen}
      position="bottom"
      round={!isElder}
      duration={isElder ? 0 : 240}
      lockScroll
      destroyOnClose
      onClose={onClose}
      onOverlayClick={onClose}
      className={`sheet ${isElder ? 'sheet-whole' : ''}`}
    >
      <View className="sheet-frame" aria-role="dialog" aria-label={title} style={isElder ? { paddingTop: `${navMetrics().top}px` } : {}}>
        {isElder ? <Back onClose={onClose} /> : null}
        <View className="sheet-head">
          <Text className={isElder ? 't-title' : 't-heading'}>{title}</Text>
          {!isElder && (
            <View className="sheet-close" aria-role="button" aria-label="关闭" hoverClass="pressed" onClick={onClose}>
              <Icon name="x" size="inline" />
            </View>
          )}
        </View>
        <View className="sheet-body">{children}</View>
        {footer && <View className="sheet-foot">{footer}</View>}
      </View>
    </Popup>
  )
}

function Back({ onClose }: { onClose: () => void }) {
  return (
    <View className="sheet-back t-strong" aria-role="button" aria-label="返回" hoverClass="pressed" onClick={onClose}>
      <Icon name="chevron-left" />
      <Text>返回</Text>
    </View>
  )
}
