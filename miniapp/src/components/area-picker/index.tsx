import type { AreaLine } from '@huying/shared/area/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAreas } from '../../hooks/use-areas'
import { Cell, CellGroup } from '../cell'
import { TextField } from '../field'
import { Sheet } from '../sheet'
import { ErrorView, LoadingView, StateView } from '../state-view'
import './index.scss'

/** One character finds half the county. */
const LEAST_SEARCH = 2

interface Place {
  code: string
  name: string
}

interface AreaPickerProps {
  isOpen: boolean
  title?: string
  /** Offered first: where one lives, and where one is. */
  nearby?: { home: Place | null; locate?: () => Promise<Place | null>; isLocating: boolean }
  /** Offered where the whole county is an answer too. */
  onWhole?: () => void
  /** A whole town is an answer too. */
  mayTown?: boolean
  onChoose: (area: Place) => void
  onClose: () => void
}

/** A community or village, by its town or by its name. No location is needed. */
export function AreaPicker({ isOpen, title = '您住在哪里', nearby, onWhole, mayTown = false, onChoose, onClose }: AreaPickerProps) {
  const [town, setTown] = useState<AreaLine | null>(null)
  const [name, setName] = useState('')
  const search = name.trim()
  const isSearch = search.length >= LEAST_SEARCH
  const { data, error, isPending, refetch } = useAreas(
    !isOpen ? null : isSearch ? { name: search, kind: 'community' } : town ? { parent: town.code, kind: 'community' } : { kind: 'town' },
  )
  const choose = (area: AreaLine) => (area.kind === 'town' ? setTown(area) : onChoose(area))
  return (
    <Sheet isOpen={isOpen} title={town && !isSearch ? `${town.name}的社区和村` : title} onClose={onClose}>
      <TextField label="找社区或村" value={name} placeholder="写名字，如“南大街”" maxLength={20} onChange={setName} />
      {!town && !isSearch && nearby && <NearbyCells nearby={nearby} onChoose={onChoose} />}
      {onWhole && !town && !isSearch && <Cell title="全县" icon="building" onClick={onWhole} />}
      {town && !isSearch && mayTown && <Cell title={`整个${town.name}`} icon="building" onClick={() => onChoose(town)} />}
      {town && !isSearch && <Cell title="换一个镇（街道）" icon="chevron-left" onClick={() => setTown(null)} />}
      <View className="area-picker-list">
        {error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={onClose} /> : isPending ? <LoadingView /> : <Areas areas={data} onChoose={choose} />}
      </View>
    </Sheet>
  )
}

/** Asks for the place only when tapped; a phone that does not tell leaves the lists below. */
function NearbyCells({ nearby: { home, locate, isLocating }, onChoose }: { nearby: NonNullable<AreaPickerProps['nearby']>; onChoose: (area: Place) => void }) {
  const [hasFailed, setFailed] = useState(false)
  async function find(ask: NonNullable<typeof locate>) {
    const found = await ask()
    setFailed(found === null)
    if (found) onChoose(found)
  }
  return (
    <>
      {home && <Cell title={`我住的地方：${home.name}`} icon="home" onClick={() => onChoose(home)} />}
      {locate && <Cell title={isLocating ? '正在找您在哪' : '我附近'} hint={hasFailed ? '没取到位置，请在下面选' : '只用这一次'} icon="navigation" onClick={() => void find(locate)} />}
    </>
  )
}

function Areas({ areas, onChoose }: { areas: readonly AreaLine[]; onChoose: (area: AreaLine) => void }) {
  if (areas.length === 0) return <StateView icon="search" title="没有找到这个名字" text="换个写法，或者按镇（街道）找" />
  return (
    <CellGroup>
      {areas.map((area) => (
        <Cell key={area.code} title={area.name} onClick={() => onChoose(area)} />
      ))}
    </CellGroup>
  )
}
