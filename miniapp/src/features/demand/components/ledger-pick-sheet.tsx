import { useState } from 'react'
import { Cell, CellGroup } from '../../../components/cell'
import { TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { StateView } from '../../../components/state-view'

interface LedgerPickSheetProps {
  title: string
  choices: readonly { id: string; name: string }[]
  /** Undefined: all of them. */
  onChoose: (id: string | undefined) => void
  onClose: () => void
}

/** So many fit a sheet; beyond that one writes a few letters. */
const MOST_SHOWN = 12

/** One of many by name, or all. */
export function LedgerPickSheet({ title, choices, onChoose, onClose }: LedgerPickSheetProps) {
  const [words, setWords] = useState('')
  const found = choices.filter(({ name }) => name.includes(words.trim()))
  return (
    <Sheet isOpen title={title} onClose={onClose}>
      <TextField label="找一找" value={words} placeholder="写名字里的几个字" maxLength={20} onChange={setWords} help={found.length > MOST_SHOWN ? `还有 ${found.length - MOST_SHOWN} 个，写几个字找` : ''} />
      {found.length === 0 ? (
        <StateView icon="search" title="没有找到这个名字" text="换几个字试试" />
      ) : (
        <CellGroup>
          <Cell title="全部" onClick={() => onChoose(undefined)} />
          {found.slice(0, MOST_SHOWN).map(({ id, name }) => (
            <Cell key={id} title={name} onClick={() => onChoose(id)} />
          ))}
        </CellGroup>
      )}
    </Sheet>
  )
}
