import { View } from '@tarojs/components'

/**
 * WeChat asks for this component once the tab bar is a custom one. The bar itself is drawn by each tab page's shell,
 * where it shares the page's state and grows with elder mode on both targets alike.
 */
export default function CustomTabBar() {
  return <View />
}
