import { accountContract, type Dependent } from '@huying/shared/account/contract'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Fact } from '../../../../components/fact'
import { Page } from '../../../../components/page'
import { Sheet } from '../../../../components/sheet'
import { StateView } from '../../../../components/state-view'
import { useCommand } from '../../../../hooks/use-command'
import { useDependentsQuery } from '../../../../hooks/use-dependents'
import { useNow } from '../../../../platform/clock'
import { hasAccountOrAsks } from '../../../../platform/login'
import { useSession } from '../../../../platform/session'
import { AddDependent } from '../../components/add-dependent'
import { dependentName } from '../../labels'

const REFRESHES = [['dependents']] as const

/** 我的家人: whom one may act for, with what they agreed to; each may be taken off again. */
export default function FamilyPage() {
  const query = useDependentsQuery()
  const hasAccount = useSession(({ token }) => token !== null)
  const [isAdding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Dependent | null>(null)
  if (!hasAccount)
    return (
      <Page title="我的家人">
        <StateView icon="users" title="登录以后加家人" text="替老人、孩子许愿和办事，先登录" action={{ label: '登录', kind: 'primary', onClick: () => void hasAccountOrAsks() }} />
      </Page>
    )
  const items = query.data?.items ?? []
  const footer = (
    <ActionBar>
      <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
        加一位家人
      </Button>
    </ActionBar>
  )
  return (
    <CasePage title="我的家人" query={query} footer={footer}>
      {items.length === 0 ? (
        <StateView icon="users" title="还没有加家人" text="替老人、孩子许愿和办事，先把他加上" />
      ) : (
        items.map((dependent) => <DependentCard key={dependent.id} dependent={dependent} onRemove={() => setLeaving(dependent)} />)
      )}
      <Callout icon="eye" kind="quiet">
        名字只有审核和来帮忙的人能看到，别人看到的都打码。
      </Callout>
      {isAdding && <AddDependent refreshes={REFRESHES} onClose={() => setAdding(false)} />}
      {leaving && <RemoveDependent dependent={leaving} onClose={() => setLeaving(null)} />}
    </CasePage>
  )
}

function DependentCard({ dependent, onRemove }: { dependent: Dependent; onRemove: () => void }) {
  const now = useNow()
  const name = dependentName(dependent)
  return (
    <Card>
      <View className="t-heading">{name}</View>
      <Fact icon="check" isQuiet>{`${dependent.consent}（${sayDate(new Date(dependent.createdAt), now)}记下）`}</Fact>
      <Button size="small" kind="soft" label={`不再替${name}办事`} onClick={onRemove}>
        不再替他办事
      </Button>
    </Card>
  )
}

function RemoveDependent({ dependent, onClose }: { dependent: Dependent; onClose: () => void }) {
  const { run, isBusy, problem } = useCommand(accountContract.removeDependent, { refreshes: REFRESHES })
  async function remove() {
    if ((await run({ params: { id: dependent.id } })) !== null) onClose()
  }
  return (
    <Sheet
      isOpen
      title={`不再替${dependentName(dependent)}办事`}
      onClose={onClose}
      footer={
        <ActionBar problem={problem}>
          <Button onClick={onClose}>先留着</Button>
          <Button kind="primary" isBusy={isBusy} onClick={() => void remove()}>
            不再替他办事
          </Button>
        </ActionBar>
      }
    >
      <Fact icon="circle-alert">已经替他提的事照常办，以后不能再替他提新的。</Fact>
    </Sheet>
  )
}
