import { View } from '@tarojs/components'

export default function Page() {
  return <View aria-label="home">home</View>
}
