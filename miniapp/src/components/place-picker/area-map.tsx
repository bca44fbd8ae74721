import { Map as TaroMap, View } from '@tarojs/components'
import { isWeapp } from '../../platform/environment'
import type { Point } from '../../platform/location'
import { frameFor, toPixels, toPoint } from './map-frame'
import './index.scss'

/** An area drawn by its border, GCJ-02. */
export interface MapArea {
  code: string
  name: string
  ring: readonly Point[]
}

interface AreaMapProps {
  areas: readonly MapArea[]
  /** Where the map opens without areas. */
  center: Point
  value: Point | null
  /** Absent: the map only shows. */
  onPick?: (point: Point) => void
}

const WIDTH = 343
const HEIGHT = 220

/** The neighbourhood: WeChat's own map there, our own vector map of the grids in a browser, which asks nobody. */
export function AreaMap(props: AreaMapProps) {
  return isWeapp ? <WechatMap {...props} /> : <VectorMap {...props} />
}

function WechatMap({ center, value, onPick }: AreaMapProps) {
  const at = value ?? center
  return (
    <TaroMap
      className="area-map"
      longitude={at.lng}
      latitude={at.lat}
      scale={16}
      markers={value ? [{ id: 1, longitude: value.lng, latitude: value.lat, iconPath: '', width: 24, height: 32 }] : []}
      onError={() => undefined}
      onTap={({ detail }) => {
        const { longitude, latitude } = detail as unknown as { longitude?: number; latitude?: number }
        if (onPick && longitude !== undefined && latitude !== undefined) onPick({ lng: longitude, lat: latitude })
      }}
    />
  )
}

function VectorMap({ areas, center, value, onPick }: AreaMapProps) {
  const ringed = areas.flatMap(({ ring }) => ring)
  const frame = frameFor(ringed.length > 0 ? ringed : [value ?? center], WIDTH, HEIGHT)
  const path = (ring: readonly Point[]) => ring.map((point) => toPixels(frame, point)).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  const pin = value && toPixels(frame, value)
  return (
    <View className="area-map">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={onPick ? '地图，点一下选位置' : '地图'}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          onPick?.(toPoint(frame, ((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT))
        }}
      >
        {areas.map(({ code, name, ring }) => (
          <polygon key={code} className="area-map-area" points={path(ring)}>
            <title>{name}</title>
          </polygon>
        ))}
        {pin && (
          <g transform={`translate(${pin.x} ${pin.y})`}>
            <circle className="area-map-halo" r="18" />
            <path className="area-map-pin" d="M0 0c-7-8-9-12-9-16a9 9 0 0 1 18 0c0 4-2 8-9 16z" />
            <circle className="area-map-eye" cy="-16" r="3.2" />
          </g>
        )}
      </svg>
    </View>
  )
}
