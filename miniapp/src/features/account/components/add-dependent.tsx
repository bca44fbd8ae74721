import { accountContract, type Dependent } from '@huying/shared/account/contract'
import { useState } from 'react'
import { ActSheet } from '../../../components/case/act-sheet'
import { ChoiceField, TextAreaField, TextField } from '../../../components/field'
import { useCommand } from '../../../hooks/use-command'
import { DEPENDENT_KINDS } from '../labels'

const NAME_LETTERS = 20
const LEAST_NAME = 2
const RELATION_LETTERS = 10
const CONSENT_LETTERS = 200
const LEAST_CONSENT = 4

interface Written {
  kind: Dependent['kind'] | null
  name: string
  relation: string
  consent: string
}

type Faults = Partial<Record<'kind' | 'name' | 'consent', string>>

const faultsOf = ({ kind, name, consent }: Written): Faults => ({
  ...(kind === null && { kind: '选一下是老人还是孩子' }),
  ...(name.trim().length < LEAST_NAME && { name: '写一下他的姓名，两个字以上' }),
  ...(consent.trim().length < LEAST_CONSENT && { consent: '写一下他是怎么同意的' }),
})

interface AddDependentProps {
  refreshes: readonly (readonly unknown[])[]
  onClose: () => void
}

/** Who it is, and in the person's own words who agreed to it, how and when. */
export function AddDependent({ refreshes, onClose }: AddDependentProps) {
  const [value, setValue] = useState<Written>({ kind: null, name: '', relation: '', consent: '' })
  const [isTried, setTried] = useState(false)
  const change = (part: Partial<Written>) => setValue((before) => ({ ...before, ...part }))
  const { run, isBusy, problem } = useCommand(accountContract.addDependent, { refreshes })
  const missing = faultsOf(value)
  const faults: Faults = isTried ? missing : {}

  async function submit() {
    setTried(true)
    if (value.kind === null || Object.keys(missing).length > 0) return
    const relation = value.relation.trim()
    const body = { kind: value.kind, name: value.name.trim(), consent: value.consent.trim(), ...(relation && { relation }) }
    if ((await run({ body })) !== null) onClose()
  }
  return (
    <ActSheet isOpen title="加一位家人" submit="加上" note="要本人同意；孩子由监护人同意" isBusy={isBusy} problem={problem} onSubmit={() => void submit()} onClose={onClose}>
      <ChoiceField label="老人还是孩子？" choices={DEPENDENT_KINDS} value={value.kind} columns={2} error={faults.kind} onChange={(kind) => change({ kind })} />
      <TextField label="姓名" value={value.name} placeholder="别人看到的打码" maxLength={NAME_LETTERS} error={faults.name} onChange={(name) => change({ name })} />
      <TextField label="您叫他（可不写）" value={value.relation} placeholder="如：母亲" maxLength={RELATION_LETTERS} onChange={(relation) => change({ relation })} />
      <TextAreaField
        label="他是怎么同意的？"
        value={value.consent}
        placeholder="如：母亲昨天在家当面说的，请我替她许愿"
        maxLength={CONSENT_LETTERS}
        help="会记下来，社区需要时能看到"
        error={faults.consent}
        onChange={(consent) => change({ consent })}
      />
    </ActSheet>
  )
}
