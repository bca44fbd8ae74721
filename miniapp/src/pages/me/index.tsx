import { View } from '@tarojs/components'

export default function Page() {
  return <View aria-label="me">me</View>
}
