import { View } from '@tarojs/components'
import { choosePlace, hasNativePicker, locateOnce, type Place, type Point } from '../../platform/location'
import { Cell } from '../cell'
import { AreaMap, type MapArea } from './area-map'
import './index.scss'

interface PlacePickerProps {
  value: Place | null
  areas: readonly MapArea[]
  center: Point
  /** What the server says of the point: 先到南大街社区第 3 网格. */
  routedTo?: string
  /** The compound, community or village chosen by name. */
  areaName?: string
  onChange: (place: Place) => void
  /** Opens the choice of a compound or village, for those who give no location. */
  onChooseArea: () => void
}

const bare = (point: Point): Place => ({ ...point, name: '', address: '' })

/** Where it is: by WeChat's picker or a tap on the map, by the phone's position once, or by name. Giving none is fine. */
export function PlacePicker({ value, areas, center, routedTo, areaName, onChange, onChooseArea }: PlacePickerProps) {
  const pick = (point: Point) => onChange(bare(point))
  async function openPicker() {
    const place = await choosePlace(value ?? center)
    if (place) onChange(place)
  }
  async function useHere() {
    const point = await locateOnce()
    if (point) pick(point)
  }
  return (
    <View className="card place-picker">
      {(value || (!hasNativePicker && areas.length > 0)) && <AreaMap areas={areas} center={center} value={value} onPick={pick} />}
      <View className="place-picker-rows">
        {value && <Cell title={value.name || '地图上选的位置'} hint={routedTo} value={hasNativePicker ? '改位置' : '点地图可改'} onClick={hasNativePicker ? () => void openPicker() : undefined} />}
        {!value && hasNativePicker && <Cell icon="map-pin" title="在地图上选" onClick={() => void openPicker()} />}
        {!value && hasNativePicker && <Cell icon="navigation" title="就在这里" hint="只用这一次，不会一直看您在哪" onClick={() => void useHere()} />}
        {!value && <Cell icon="building" title={areaName ?? '选社区或村'} hint={areaName ? routedTo : '没开定位也能报'} value={areaName && '换一个'} onClick={onChooseArea} />}
      </View>
    </View>
  )
}
