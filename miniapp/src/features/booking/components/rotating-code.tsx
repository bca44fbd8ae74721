import { bookingStaffContract } from '@huying/shared/booking/staff-contract'
import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { Card } from '../../../components/card'
import { call } from '../../../platform/request'
import { QrCode } from './qr-code'
import './rotating-code.scss'

/** Asked again right at its end, the server may still count the old half minute. */
const LEAST_WAIT_MS = 500
const GROUP = /.{1,4}/g

/** The code of this half minute to scan, or to type where a phone cannot scan; asked for again when it ends. */
export function RotatingCode({ sessionId }: { sessionId: string }) {
  const { data, isError } = useQuery({
    queryKey: ['session-code', sessionId],
    queryFn: () => call(bookingStaffContract.code, { params: { id: sessionId } }),
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data ? Math.max(LEAST_WAIT_MS, state.data.endsInMs) : false),
  })
  if (isError || !data) return null
  return (
    <Card>
      <View className="rotating">
        <View className="t-strong">请来的人扫这个码签到</View>
        <QrCode text={data.code} label="签到码" />
        <View className="t-sub c-ink2">扫不了的，把下面的字念给他输</View>
        <View className="rotating-code">{data.code.match(GROUP)!.join(' ')}</View>
        <View className="t-caption c-ink3">30 秒换一次，一个码一人只能用一次</View>
      </View>
    </Card>
  )
}
