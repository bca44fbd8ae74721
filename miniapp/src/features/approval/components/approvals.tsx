import { approvalContract } from '@huying/shared/approval/contract'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { RunningAct } from '../../../components/case/acts'
import { type ActSpec, optional, reasonField, word } from '../../../components/case/act-spec'
import { Card } from '../../../components/card'
import { Chip, type Tone } from '../../../components/chip'
import { FilterPills } from '../../../components/field'
import { Icon } from '../../../components/icon'
import { PagedList } from '../../../components/list'
import { Photos } from '../../../components/photos'
import { usePagedList } from '../../../hooks/use-paged-list'
import { useNow } from '../../../platform/clock'
import { go } from '../../../platform/navigation'
import { withParams } from '../../../routes'
import { aboutOf, pageOf, photosOf } from '../about'
import { type Approval, APPROVAL_KEYS } from '../service'
import { WhoChairs } from './who-chairs'
import './approvals.scss'

const approve: ActSpec = {
  key: 'approve', button: '同意', title: '同意，照办', explain: ['您同意以后马上生效，两个人的名字都会记下'],
  fields: [{ kind: 'text', name: 'reason', label: '想说一句（可不写）', maxLength: 500 }],
  submit: '同意', endpoint: approvalContract.approve, body: (values) => optional(values, 'reason'),
}
const refuse: ActSpec = {
  key: 'refuse', button: '不同意', title: '不同意', fields: [reasonField('为什么不同意', '如：现场还没收拾干净', '提出的人会看到')],
  submit: '不同意', endpoint: approvalContract.refuse, body: (values) => ({ reason: word(values, 'reason') }),
}

const VIEWS = [{ value: 'waiting', label: '等我确认' }, { value: 'proposed', label: '我提出的' }] as const

/** Acts that need a second person: those that wait for this one, soonest to lapse first, and what became of those they proposed. */
export function Approvals() {
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('waiting')
  return (
    <>
      <FilterPills choices={VIEWS} value={view} onChange={setView} />
      <ApprovalList key={view} view={view} />
    </>
  )
}

function ApprovalList({ view }: { view: 'waiting' | 'proposed' }) {
  const list = usePagedList(['approvals'], approvalContract.list, { queue: view })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(approval) => <ApprovalCard approval={approval} />}
      empty={
        view === 'waiting'
          ? { icon: 'users', title: '没有等您确认的', text: '要两个人都同意的事，会出现在这里' }
          : { icon: 'users', title: '您没有提出过', text: '您提出、要第二个人同意的事，会出现在这里' }
      }
    />
  )
}

const STATES: Record<Approval['state'], { tone: Tone; words: string }> = {
  waiting: { tone: 'waiting', words: '等第二个人同意' }, approved: { tone: 'done', words: '同意了，已经照办' }, refused: { tone: 'closed', words: '没有同意' },
  lapsed: { tone: 'closed', words: '没人答复，作废了' },
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const now = useNow()
  const [open, setOpen] = useState<ActSpec | null>(null)
  const may = [refuse, approve].filter(({ key }) => approval.abilities[key] === true)
  const who = `${approval.isMine ? '您' : approval.proposedBy} ${sayMoment(new Date(approval.proposedAt), now)} 提出`
  return (
    <Card>
      <View className="t-heading">{approval.label}</View>
      <View className="t-sub c-ink2">{approval.state === 'waiting' ? `${who} · ${sayDeadline(new Date(approval.expiresAt), now)}不答复就作废` : who}</View>
      <About approval={approval} />
      {approval.isMine && <Chip tone={STATES[approval.state].tone}>{STATES[approval.state].words}</Chip>}
      {may.length > 0 && (
        <View className="approval-buttons">
          {may.map((act) => (
            <Button key={act.key} size="small" kind={act.key === 'approve' ? 'yes' : 'soft'} onClick={() => setOpen(act)}>
              {act.button}
            </Button>
          ))}
        </View>
      )}
      {open && (
        <RunningAct act={open} params={{ id: approval.id }} refreshes={APPROVAL_KEYS} onClose={() => setOpen(null)} onProposed={() => setOpen(null)} onDone={() => setOpen(null)} />
      )}
    </Card>
  )
}

/** What would be done, on what grounds, and the way to the thing itself. */
function About({ approval }: { approval: Approval }) {
  const now = useNow()
  const page = pageOf(approval)
  const { associationId, accountId } = approval.input
  return (
    <>
      {typeof associationId === 'string' && typeof accountId === 'string' && <WhoChairs associationId={associationId} accountId={accountId} />}
      {aboutOf(approval, now).map((words) => (
        <View key={words} className="approval-reason">{words}</View>
      ))}
      <Photos ids={photosOf(approval)} />
      {page && (
        <View className="approval-thing t-link" aria-role="button" hoverClass="pressed" onClick={() => void go(withParams(page, { id: approval.subjectId }))}>
          <Text>看这件事</Text>
          <Icon name="chevron-right" size="inline" />
        </View>
      )}
    </>
  )
}
