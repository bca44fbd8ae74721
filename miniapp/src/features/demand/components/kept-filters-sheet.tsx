import { ledgerContract, type KeptFilter } from '@huying/shared/demand/ledger-contract'
import type { LedgerFilter } from '@huying/shared/demand/ledger-filter'
import { useState } from 'react'
import { ActSheet } from '../../../components/case/act-sheet'
import { Cell, CellGroup } from '../../../components/cell'
import { Fact } from '../../../components/fact'
import { TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { KEPT_KEYS } from '../ledger-service'

interface KeepSheetProps {
  filter: LedgerFilter
  /** In words, to see what is kept. */
  words: string
  onClose: () => void
}

/** Keeps the filter in force under a name of one's own. */
export function KeepFilterSheet({ filter, words, onClose }: KeepSheetProps) {
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const { run, isBusy, problem } = useCommand(ledgerContract.keepFilter, { refreshes: KEPT_KEYS })
  const error = isTried && name.trim() === '' ? '起个名字，下次好找' : null
  async function keep() {
    setTried(true)
    if (name.trim() === '') return
    if (await run({ body: { name: name.trim(), filter } })) onClose()
  }
  return (
    <ActSheet isOpen title="存下这个筛选" submit="存下来" note="只有您自己看得到；同名的会换成新的" isBusy={isBusy} problem={problem} onSubmit={() => void keep()} onClose={onClose}>
      <Fact icon="search" isQuiet>{words}</Fact>
      <TextField label="名字" value={name} placeholder="如：超期的急件" maxLength={20} error={error} onChange={setName} />
    </ActSheet>
  )
}

/** The filters one keeps; a press takes one away. */
export function DropFiltersSheet({ kept, onClose }: { kept: readonly KeptFilter[]; onClose: () => void }) {
  const { run, problem } = useCommand(ledgerContract.dropFilter, { refreshes: KEPT_KEYS })
  return (
    <Sheet isOpen title="存过的筛选" onClose={onClose}>
      {problem && <Fact icon="circle-alert">{problem}</Fact>}
      {kept.length === 0 && <Fact icon="search" isQuiet>没有存过筛选</Fact>}
      <CellGroup>
        {kept.map(({ id, name }) => (
          <Cell key={id} icon="x" title={name} value="删掉" onClick={() => void run({ params: { id } })} />
        ))}
      </CellGroup>
    </Sheet>
  )
}
