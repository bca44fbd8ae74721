import { approvalContract } from '@huying/shared/approval/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { RunningAct } from '../../../components/case/acts'
import { type ActSpec, optional, reasonField, word } from '../../../components/case/act-spec'
import { Card } from '../../../components/card'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { useNow } from '../../../platform/clock'
import './approvals.scss'

type Approval = Answer<typeof approvalContract.list>['items'][number]

const APPROVAL_KEYS = [['approvals'], ['demand'], ['demands'], ['complaint'], ['complaints'], ['history']] as const

const approve: ActSpec = {
  key: 'approve', button: '同意', title: '同意，照办', explain: ['您同意以后马上生效，两个人的名字都会记下'],
  fields: [{ kind: 'text', name: 'reason', label: '想说一句（可不写）', maxLength: 500 }],
  submit: '同意', endpoint: approvalContract.approve, body: (values) => optional(values, 'reason'),
}
const refuse: ActSpec = {
  key: 'refuse', button: '不同意', title: '不同意', fields: [reasonField('为什么不同意', '如：现场还没收拾干净', '提出的人会看到')],
  submit: '不同意', endpoint: approvalContract.refuse, body: (values) => ({ reason: word(values, 'reason') }),
}

/** 等我确认: acts that need a second person, soonest to lapse first. */
export function Approvals() {
  const list = usePagedList(['approvals'], approvalContract.list, { queue: 'waiting' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(approval) => <ApprovalCard approval={approval} />}
      empty={{ icon: 'users', title: '没有等您确认的', text: '要两个人都同意的事，会出现在这里' }}
    />
  )
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const now = useNow()
  const [open, setOpen] = useState<ActSpec | null>(null)
  const may = [refuse, approve].filter(({ key }) => approval.abilities[key] === true)
  const reason = typeof approval.input.note === 'string' ? approval.input.note : typeof approval.input.reason === 'string' ? approval.input.reason : null
  return (
    <Card>
      <View className="t-heading">{approval.label}</View>
      <View className="t-sub c-ink2">{`${approval.proposedBy} ${sayMoment(new Date(approval.proposedAt), now)} 提出 · ${sayDeadline(new Date(approval.expiresAt), now)}不答复就作废`}</View>
      {reason && <View className="approval-reason">{reason}</View>}
      <View className="approval-buttons">
        {may.map((act) => (
          <Button key={act.key} size="small" kind={act.key === 'approve' ? 'yes' : 'soft'} onClick={() => setOpen(act)}>
            {act.button}
          </Button>
        ))}
      </View>
      {open && (
        <RunningAct act={open} params={{ id: approval.id }} refreshes={APPROVAL_KEYS} onClose={() => setOpen(null)} onProposed={() => setOpen(null)} onDone={() => setOpen(null)} />
      )}
    </Card>
  )
}
