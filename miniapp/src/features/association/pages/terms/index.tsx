import { associationContract, type AssociationAnswer, type ChairTermAnswer } from '@huying/shared/association/contract'
import { chairTermMachine } from '@huying/shared/association/machine'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { RunningAct } from '../../../../components/case/acts'
import type { ActSpec } from '../../../../components/case/act-spec'
import { CasePage } from '../../../../components/case/case-frame'
import { Card, ListCard } from '../../../../components/card'
import { Chip, type Tone } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { PagedList } from '../../../../components/list'
import { StateView } from '../../../../components/state-view'
import { useMe } from '../../../../hooks/use-me'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useNow } from '../../../../platform/clock'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { CHAIR_TERMS_PAGE, withParams } from '../../../../routes'
import { appointAct, TERM_ACTS } from '../../acts'
import { TERM_KEYS, useAssociations } from '../../service'

/** 轮值会长: the associations one answers for, and of one of them who chairs it, who did and who will. */
export default function ChairTermsPage() {
  const chosen = usePageParam('associationId')
  const { me, current } = useMe()
  const held = me?.appointments.find(({ id }) => id === current.appointmentId)
  const own = held?.scopeKind === 'association' ? held.scopeId : ''
  const query = useAssociations(current.areaCode ?? null)
  const id = chosen || own
  const association = query.data?.find((one) => one.id === id)
  const [act, setAct] = useState<ActSpec | null>(null)
  const [isProposed, setProposed] = useState(false)
  const mayAppoint = association?.abilities.appoint === true
  return (
    <CasePage
      title="轮值会长"
      query={query}
      footer={association && mayAppoint && <ActionBar><Button kind="primary" onClick={() => setAct(appointAct(association))}>定下一任</Button></ActionBar>}
    >
      {isProposed && <Proposed />}
      {id === '' ? <Associations items={query.data ?? []} /> : association ? <Terms association={association} onProposed={() => setProposed(true)} /> : <NotFound />}
      {association && act && (
        <RunningAct
          act={act} params={{}} refreshes={TERM_KEYS} onClose={() => setAct(null)} onDone={() => setAct(null)}
          onProposed={() => {
            setAct(null)
            setProposed(true)
          }}
        />
      )}
    </CasePage>
  )
}

const Proposed = () => <Callout kind="info" icon="users" title="已经提出，等第二个人同意">同意以前什么都不会变；一个工作日没有答复就作废</Callout>
const NotFound = () => <StateView icon="file-search" title="没有找到这个联合会" text="可能不在您管的地方" />

function Associations({ items }: { items: readonly AssociationAnswer[] }) {
  const now = useNow()
  if (items.length === 0) return <StateView icon="users" title="这里没有党建联合会" text="村里的事由街道（镇）派单" />
  return (
    <>
      {items.map(({ id, name, communityName, chair, takenUntil }) => (
        <View key={id} className="list-item">
          <ListCard
            title={name}
            meta={communityName}
            chip={<Chip tone={chair ? 'running' : 'over'}>{chair ? `${chair.name} 轮值` : '现在没有会长'}</Chip>}
            fact={chair ? `${chair.unitName}，到${sayDate(new Date(chair.to), now)}` : takenUntil ? '下一任已定' : '由街道派单'}
            onClick={() => void go(withParams(CHAIR_TERMS_PAGE, { associationId: id }))}
          />
        </View>
      ))}
    </>
  )
}

function Terms({ association, onProposed }: { association: AssociationAnswer; onProposed: () => void }) {
  const list = usePagedList(['chairTerms'], associationContract.list, { associationId: association.id })
  return (
    <>
      <View className="case-head">
        <View className="t-display" aria-role="heading">{association.name}</View>
        <View className="t-sub c-ink2 case-head-meta">{association.communityName}</View>
      </View>
      {!association.chair && <Callout kind="quiet" icon="circle-help">现在没有轮值会长，这个社区的单由街道派</Callout>}
      <PagedList
        list={list}
        keyOf={({ id }) => id}
        renderItem={(term) => <TermCard term={term} onProposed={onProposed} />}
        empty={{ icon: 'rotate', title: '还没有定过轮值会长', text: '定下以后会出现在这里' }}
      />
    </>
  )
}

const TONES: Record<ChairTermAnswer['state'], Tone> = { planned: 'waiting', running: 'running', ended: 'closed', revoked: 'closed', cancelled: 'closed' }

function TermCard({ term, onProposed }: { term: ChairTermAnswer; onProposed: () => void }) {
  const now = useNow()
  const [act, setAct] = useState<ActSpec | null>(null)
  const close = () => setAct(null)
  return (
    <Card>
      <View className="t-heading">{term.unitName}</View>
      <Fact icon="user">{`书记 ${term.chair}`}</Fact>
      <Fact icon="calendar-check" isQuiet>{`${sayDate(new Date(term.from), now)} 到 ${sayDate(new Date(term.to), now)}`}</Fact>
      <Chip tone={TONES[term.state]}>{chairTermMachine.states[term.state].label}</Chip>
      {TERM_ACTS.filter(({ key }) => term.abilities[key] === true).map((one) => (
        <View key={one.key} className="card-act">
          <Button size="small" kind="soft" label={`${one.button}，${term.unitName}`} onClick={() => setAct(one)}>
            {one.button}
          </Button>
        </View>
      ))}
      {act && (
        <RunningAct
          act={act} params={{ id: term.id }} refreshes={TERM_KEYS} onClose={close} onDone={close}
          onProposed={() => {
            close()
            onProposed()
          }}
        />
      )}
    </Card>
  )
}
