import { privacyContract, type ClosingView } from '@huying/shared/privacy/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { Card } from '../../../../components/card'
import { ActSheet } from '../../../../components/case/act-sheet'
import { CasePage } from '../../../../components/case/case-frame'
import { Fact } from '../../../../components/fact'
import { Section } from '../../../../components/section'
import { useCommand } from '../../../../hooks/use-command'
import { useNow } from '../../../../platform/clock'
import { go } from '../../../../platform/navigation'
import { call } from '../../../../platform/request'
import { ACCOUNT_PAGES } from '../../../../routes'
import { countWords, KEPT_BY_LAW } from '../../labels'

const REFRESHES = [['closing']] as const

/** 注销账号: what ends, what stays and why, seven days to think, and a way back until then. */
export default function ClosingPage() {
  const query = useQuery({ queryKey: ['closing'], queryFn: () => call(privacyContract.closing) })
  const [isAsking, setAsking] = useState(false)
  const close = useCommand(privacyContract.close, { refreshes: REFRESHES })
  const keep = useCommand(privacyContract.keep, { refreshes: REFRESHES })
  const now = useNow()
  const view = query.data
  async function submit() {
    if ((await close.run({})) !== null) setAsking(false)
  }
  return (
    <CasePage title="注销账号" query={query} footer={view && <Foot view={view} keep={keep} onAsk={() => setAsking(true)} />}>
      {view && <State view={view} now={now} />}
      {view && view.closing?.state !== 'cooling' && <What view={view} />}
      {view && <Kept />}
      {isAsking && (
        <ActSheet
          isOpen title="真的要注销吗" submit="申请注销" note="七天里随时可以撤回" isBusy={close.isBusy} problem={close.problem}
          onSubmit={() => void submit()} onClose={() => setAsking(false)}
        >
          <Fact icon="calendar-check">七天以后自动执行，执行了就找不回来</Fact>
          <Fact icon="users">所有手机上都会退出登录</Fact>
          <Fact icon="trash">名字、手机号、住址和您写的内容会删除</Fact>
        </ActSheet>
      )}
    </CasePage>
  )
}

function State({ view: { closing, openWork }, now }: { view: ClosingView; now: Date }) {
  if (closing?.state === 'cooling')
    return (
      <Callout icon="hourglass" kind="warning" title="已经申请注销">
        {`${sayMoment(new Date(closing.closesAt), now)} 执行。这之前一切照旧，不想注销了随时撤回。`}
      </Callout>
    )
  if (openWork.length > 0)
    return (
      <Callout icon="circle-alert" kind="warning" title="现在还不能注销">
        {`您的职务上还有 ${openWork.map(countWords).join('、')}，请先办完，或者交给同事。`}
      </Callout>
    )
  if (closing?.state === 'kept')
    return (
      <Callout icon="circle-check" kind="hint">
        上次的注销已经撤回，账号照常使用。
      </Callout>
    )
  return null
}

function What({ view: { effects } }: { view: ClosingView }) {
  return (
    <Section title="会结束的">
      <Card>
        {effects.length === 0 && <Fact icon="circle-check">没有正在办的事</Fact>}
        {effects.map((effect) => (
          <Fact key={effect.title} icon="circle-alert">
            {countWords(effect)}
          </Fact>
        ))}
      </Card>
    </Section>
  )
}

function Kept() {
  return (
    <Section title="依法留下的">
      <Card>
        {KEPT_BY_LAW.map((words) => (
          <Fact key={words} icon="file-text" isQuiet>
            {words}
          </Fact>
        ))}
        <View className="t-sub">
          <Button kind="link" onClick={() => void go(ACCOUNT_PAGES.myData)}>
            先把我的信息带走
          </Button>
        </View>
      </Card>
    </Section>
  )
}

interface FootProps {
  view: ClosingView
  keep: ReturnType<typeof useCommand<typeof privacyContract.keep>>
  onAsk: () => void
}

function Foot({ view: { closing, openWork }, keep, onAsk }: FootProps) {
  if (closing?.state === 'cooling')
    return (
      <ActionBar problem={keep.problem}>
        <Button kind="primary" isBusy={keep.isBusy} onClick={() => void keep.run({})}>
          不注销了
        </Button>
      </ActionBar>
    )
  return (
    <ActionBar>
      <Button isDisabled={openWork.length > 0} onClick={onAsk}>
        申请注销
      </Button>
    </ActionBar>
  )
}
