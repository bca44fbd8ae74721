import { Popup } from '@nutui/nutui-react-taro'
import { Text, View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Icon } from '../icon'
import './index.scss'

interface SheetProps {
  isOpen: boolean
  title: string
  /** Stays at the bottom, under the thumb. */
  footer?: ReactNode
  onClose: () => void
}

/** A bottom sheet: one question or one explanation over the page it belongs to. */
export function Sheet({ isOpen, title, footer, onClose, children }: PropsWithChildren<SheetProps>) {
  return (
    <Popup visible={isOpen} position="bottom" round lockScroll destroyOnClose onClose={onClose} onOverlayClick={onClose} className="sheet">
      <View className="sheet-head">
        <Text className="t-heading">{title}</Text>
        <View className="sheet-close" aria-role="button" aria-label="关闭" hoverClass="pressed" onClick={onClose}>
          <Icon name="x" size="inline" />
        </View>
      </View>
      <View className="sheet-body">{children}</View>
      {footer && <View className="sheet-foot">{footer}</View>}
    </Popup>
  )
}
