import { useState } from 'react'
import { Cell, CellGroup } from '../../../components/cell'
import { type Choice, TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'

interface PickSheetProps {
  isOpen: boolean
  title: string
  choices: readonly Choice<string>[]
  onChoose: (value: string) => void
  onClose: () => void
}

/** One of many, found by a part of its name. */
export function PickSheet({ isOpen, title, choices, onChoose, onClose }: PickSheetProps) {
  const [words, setWords] = useState('')
  const found = choices.filter(({ label }) => label.includes(words.trim()))
  return (
    <Sheet isOpen={isOpen} title={title} onClose={onClose}>
      <TextField label="找一找" value={words} placeholder="写名字里的几个字" maxLength={20} onChange={setWords} />
      <CellGroup>
        {found.map(({ value, label }) => (
          <Cell key={value} title={label} onClick={() => onChoose(value)} />
        ))}
      </CellGroup>
    </Sheet>
  )
}
