import { accountContract, type Me } from '@huying/shared/account/contract'
import { useState } from 'react'
import { AreaPicker } from '../../../../components/area-picker'
import { Callout } from '../../../../components/callout'
import { ActSheet } from '../../../../components/case/act-sheet'
import { CasePage } from '../../../../components/case/case-frame'
import { Cell, CellGroup } from '../../../../components/cell'
import { TextField } from '../../../../components/field'
import { useCommand } from '../../../../hooks/use-command'
import { homeOf } from '../../../../hooks/place-words'
import { useMe } from '../../../../hooks/use-me'
import { PhoneCard } from '../../components/phone-card'

const ME_KEYS = [['me'], ['duty'], ['area']] as const
const NAME_LETTERS = 20
const LEAST_NAME = 2

/** 我的资料: name, home and phone; none of them is needed to use the rest. */
export default function ProfilePage() {
  const { me, error, refetch } = useMe()
  return (
    <CasePage title="我的资料" query={{ data: me, error, refetch }}>
      {me && <Details me={me} />}
    </CasePage>
  )
}

function Details({ me }: { me: Me }) {
  const [sheet, setSheet] = useState<'name' | 'home' | null>(null)
  const { run, problem } = useCommand(accountContract.changeMe, { refreshes: ME_KEYS })
  async function moveTo(gridCode: string) {
    setSheet(null)
    await run({ body: { gridCode } })
  }
  return (
    <>
      <CellGroup>
        <Cell icon="user" title="名字" value={me.account.displayName} onClick={() => setSheet('name')} />
        <Cell icon="home" title="住在哪里" value={homeOf(me.areaName) ?? '还没选'} onClick={() => setSheet('home')} />
      </CellGroup>
      {problem && (
        <Callout icon="circle-alert" kind="warning">
          {problem}
        </Callout>
      )}
      <PhoneCard phone={me.phone} />
      <Callout icon="eye" kind="quiet">
        名字别人看到的是“王*”这样，住处只公开到社区或村。不填也能用。
      </Callout>
      {sheet === 'name' && <NameSheet onClose={() => setSheet(null)} />}
      <AreaPicker isOpen={sheet === 'home'} title="您住在哪里" onClose={() => setSheet(null)} onChoose={({ code }) => void moveTo(code)} />
    </>
  )
}

function NameSheet({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const { run, isBusy, problem, setProblem } = useCommand(accountContract.changeMe, { refreshes: ME_KEYS })
  async function submit() {
    if (name.trim().length < LEAST_NAME) return setProblem('写两个字以上')
    if ((await run({ body: { name: name.trim() } })) !== null) onClose()
  }
  return (
    <ActSheet isOpen title="改名字" submit="改好了" isBusy={isBusy} problem={problem} onSubmit={() => void submit()} onClose={onClose}>
      <TextField label="您的姓名" value={name} placeholder="别人看到的打码" maxLength={NAME_LETTERS} onChange={setName} />
    </ActSheet>
  )
}
