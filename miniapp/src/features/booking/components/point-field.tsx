import { View } from '@tarojs/components'
import { useArea } from '../../../hooks/use-areas'
import { useGridMap } from '../../../hooks/use-grid-map'
import { choosePlace, hasNativePicker, type Point } from '../../../platform/location'
import { Cell, CellGroup } from '../../../components/cell'
import { Field } from '../../../components/field'
import { AreaMap } from '../../../components/place-picker/area-map'
import { anchorOf } from '../keep'

/** 商南县: where a map opens before anything is known. */
const COUNTY_CENTER: Point = { lng: 110.88, lat: 33.53 }

interface PointFieldProps {
  value: Point | null
  communityCode: string | null
  problem: string | null
  onChange: (point: Point) => void
}

/** Where the door is: by WeChat's picker, in a browser by a tap on the community's map. */
export function PointField({ value, communityCode, problem, onChange }: PointFieldProps) {
  const areas = useGridMap(hasNativePicker ? null : communityCode)
  const { data: community } = useArea(communityCode)
  const center = community?.centroid ?? COUNTY_CENTER
  async function pick() {
    const place = await choosePlace(value ?? center)
    if (place) onChange({ lng: place.lng, lat: place.lat })
  }
  return (
    <Field id={anchorOf('point')} label="位置" help="点到门口：来的人按这里导航，签到也按这里算远近" error={problem}>
      {hasNativePicker ? (
        <CellGroup>
          <Cell icon="map-pin" title={value ? '选好了' : '在地图上选'} {...(value && { value: '改位置' })} onClick={() => void pick()} />
        </CellGroup>
      ) : communityCode === null ? (
        <View className="t-sub c-ink2">先在上面选社区或村，地图就出来了</View>
      ) : (
        <AreaMap areas={areas} center={center} value={value} onPick={onChange} />
      )}
    </Field>
  )
}
