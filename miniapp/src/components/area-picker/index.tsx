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

interface AreaPickerProps {
  isOpen: boolean
  title?: string
  /** Offered where the whole county is an answer too. */
  onWhole?: () => void
  onChoose: (area: AreaLine) => void
  onClose: () => void
}

/** A community or village, by its town or by its name. No location is needed. */
export function AreaPicker({ isOpen, title = '您住在哪里', onWhole, onChoose, onClose }: AreaPickerProps) {
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
      {onWhole && !town && !isSearch && <Cell title="全县" icon="home" onClick={onWhole} />}
      {town && !isSearch && <Cell title="换一个镇（街道）" icon="chevron-left" onClick={() => setTown(null)} />}
      <View className="area-picker-list">
        {error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={onClose} /> : isPending ? <LoadingView /> : <Areas areas={data} onChoose={choose} />}
      </View>
    </Sheet>
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
