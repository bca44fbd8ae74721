import { complaintContract } from '@huying/shared/complaint/contract'
import { OUTCOME_LABELS } from '@huying/shared/complaint/labels'
import { complaintMachine } from '@huying/shared/complaint/machine'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Card } from '../../../../components/card'
import { categoryWord } from '../../../../components/case/category'
import { shortPlace } from '../../../../components/case/place'
import { Chip } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { TextField } from '../../../../components/field'
import { phoneProblem } from '../../../../components/field/phone-problem'
import { Page } from '../../../../components/page'
import { useCommand } from '../../../../hooks/use-command'
import { ApiError, wordsFor } from '../../../../platform/api-error'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { holderWords, toneOf } from '../../view-model'

type Found = Answer<typeof complaintContract.lookup>

const NUMBER = /^\d{9,14}$/
/** One answer for every miss: whoever guesses learns nothing. */
const explain = (error: unknown): string => (error instanceof ApiError && error.status === 404 ? '没有查到，请核对编号和反映时留的手机号' : wordsFor(error))

/** 凭编号查进度: how far it is, for whoever has its number and the phone number it was reported with; no account needed. */
export default function LookUpPage() {
  const [number, setNumber] = useState('')
  const [phone, setPhone] = useState('')
  const [isTried, setTried] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const isElder = useIsElder()
  const { run, isBusy, problem } = useCommand(complaintContract.lookup, { refreshes: [], explain })
  const faults = { number: NUMBER.test(number) ? null : '编号是 10 位左右的数字，交上去时告诉过您', phone: phone === '' ? '写反映时留的手机号' : phoneProblem(phone) }

  async function submit() {
    setTried(true)
    if (faults.number || faults.phone) return
    setFound(null)
    setFound(await run({ body: { number, phone } }))
  }
  return (
    <Page
      title="凭编号查进度"
      footer={
        <ActionBar problem={problem} note="只告诉您办到哪一步，看不到是谁反映的">
          <Button kind="primary" icon="search" isBusy={isBusy} onClick={() => void submit()}>
            查一查
          </Button>
        </ActionBar>
      }
    >
      {isElder && <View className="t-display" aria-role="heading">凭编号查进度</View>}
      <View className="card">
        <TextField label="编号" type="number" value={number} placeholder="如 2611230041" maxLength={14} error={isTried ? faults.number : null} onChange={setNumber} />
        <TextField label="反映时留的手机号" type="number" value={phone} placeholder="11 位" maxLength={11} help="只用来核对，不会存下来" error={isTried ? faults.phone : null} onChange={setPhone} />
      </View>
      {found && <FoundCard found={found} />}
    </Page>
  )
}

function FoundCard({ found }: { found: Found }) {
  const now = useNow()
  const isElder = useIsElder()
  const { state, holder } = found
  const held = holderWords({ holder, isMine: true })
  return (
    <Card>
      <View className="t-title">{`${categoryWord(found.category) || '一件事'} · ${shortPlace(found.areaName)}`}</View>
      <Chip tone={toneOf(state)}>{complaintMachine.states[state].label}</Chip>
      <Fact icon="file-text" isQuiet>{`编号 ${found.number}，${sayMoment(new Date(found.createdAt), now, { isElder })} 反映`}</Fact>
      {held && <Fact icon="user">{`现在在 ${held}`}</Fact>}
      {holder?.until && <Fact icon="clock">{`${sayDeadline(new Date(holder.until), now, { isElder })}要有下一步`}</Fact>}
      {found.outcome && <Fact icon="circle-check">{OUTCOME_LABELS[found.outcome]}</Fact>}
      {found.closedAt && <Fact icon="check" isQuiet>{`${sayMoment(new Date(found.closedAt), now, { isElder })} 办结`}</Fact>}
    </Card>
  )
}
