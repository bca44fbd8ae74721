import { View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, CellGroup } from '../../../components/cell'
import { TextField } from '../../../components/field'
import { StateView } from '../../../components/state-view'
import type { Unit } from '../../../hooks/use-units'

interface UnitChoiceProps {
  units: readonly Unit[]
  /** Units that have a part already. */
  taken: readonly string[]
  onChoose: (unitId: string) => void
}

const MOST_SHOWN = 60

/** A unit by its name. */
export function UnitChoice({ units, taken, onChoose }: UnitChoiceProps) {
  const [name, setName] = useState('')
  const found = units.filter((unit) => !taken.includes(unit.id) && unit.name.includes(name.trim())).slice(0, MOST_SHOWN)
  return (
    <View>
      <TextField label="找单位" value={name} placeholder="写名字里的几个字，如“住建”" maxLength={20} onChange={setName} />
      {found.length === 0 ? (
        <StateView icon="search" title="没有这个单位" text="换几个字试试" />
      ) : (
        <CellGroup>
          {found.map((unit) => (
            <Cell key={unit.id} title={unit.name} onClick={() => onChoose(unit.id)} />
          ))}
        </CellGroup>
      )}
    </View>
  )
}
