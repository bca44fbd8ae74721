import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Callout } from '../../../../components/callout'
import { Acts, RefusedActs } from '../../../../components/case/acts'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { CaseHistory } from '../../../../components/case/case-history'
import { DeadlineWhy } from '../../../../components/case/deadline-why'
import { shortPlace } from '../../../../components/case/place'
import { isWholeIn, titleOf } from '../../../../components/case/title'
import { Card } from '../../../../components/card'
import { PartTag } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { HandOverCard } from '../../../../components/hand-over'
import { Photos } from '../../../../components/photos'
import { useUnits } from '../../../../hooks/use-units'
import { useNow } from '../../../../platform/clock'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { COMPLAINT_PAGES, DEMAND_PAGES, DISPATCH_PAGES, withParams } from '../../../../routes'
import { demandActs, primaryAct } from '../../acts'
import { DispatchSheet } from '../../components/dispatch-sheet'
import { DEMAND_KEYS, type Demand, useDemand } from '../../service'
import { askedBy, dispatchStateWord, dueOf, holderOf, holdWords, isOver, metaOf, nextStep } from '../../view-model'
import './index.scss'

/** One entry of the demand ledger: who owns it or works on it, until when, why it was raised, which units, what happened. */
export default function DemandPage() {
  const id = usePageParam('id')
  const query = useDemand(id)
  const demand = query.data
  const [isProposed, setProposed] = useState(false)
  return (
    <CasePage title="需求台账" query={query} footer={demand && <Footer demand={demand} onProposed={() => setProposed(true)} />}>
      {demand && isProposed && <Callout kind="info" icon="users" title="已经提出，等第二个人同意">同意以前什么都不会变</Callout>}
      {demand && <Body demand={demand} />}
    </CasePage>
  )
}

function Footer({ demand, onProposed }: { demand: Demand; onProposed: () => void }) {
  const [isDispatching, setDispatching] = useState(false)
  const units = useUnits()
  return (
    <>
      <Acts
        acts={demandActs(demand, units)}
        primary={primaryAct(demand)}
        abilities={demand.abilities}
        params={{ id: demand.id }}
        refreshes={DEMAND_KEYS}
        pages={{ dispatch: () => setDispatching(true) }}
        onProposed={onProposed}
      />
      {isDispatching && <DispatchSheet demand={demand} onClose={() => setDispatching(false)} onDone={() => setDispatching(false)} />}
    </>
  )
}

function Body({ demand }: { demand: Demand }) {
  const units = useUnits()
  return (
    <>
      <CaseHead title={titleOf(demand.text)} meta={metaOf(demand)} />
      <Holder demand={demand} />
      <HoldCard demand={demand} />
      <Matter demand={demand} />
      <Units demand={demand} />
      <Verification demand={demand} />
      <RefusedActs acts={demandActs(demand, units)} abilities={demand.abilities} />
      <CaseHistory kind="demand" id={demand.id} version={demand.version} isOwn={false} isOver={isOver(demand.state)} next={nextStep(demand.state)} />
    </>
  )
}

function Holder({ demand }: { demand: Demand }) {
  const [isOpen, setOpen] = useState(false)
  const held = holderOf(demand)
  const due = dueOf(demand)
  if (!held) return null
  return (
    <>
      <HandOverCard {...held} startWord={due?.start ?? ''} {...(due && { due, onWhy: () => setOpen(true) })} />
      {due && <DeadlineWhy isOpen={isOpen} onClose={() => setOpen(false)} {...due.why} consequence={`到时间没${due.act}，会自动报给上一级`} />}
    </>
  )
}

/** A hold that is asked for or in force; why, and until when. */
function HoldCard({ demand: { hold } }: { demand: Demand }) {
  if (!hold) return null
  const [head = '', ...rest] = holdWords(hold)
  return (
    <Callout kind="info" icon={hold.state === 'approved' ? 'pause' : 'hourglass'} title={head}>
      {rest.map((words) => (
        <View key={words}>{words}</View>
      ))}
    </Callout>
  )
}

function Matter({ demand }: { demand: Demand }) {
  const photos = demand.complaints.flatMap(({ uploadIds }) => uploadIds)
  return (
    <Card>
      {!isWholeIn(titleOf(demand.text), demand.text) && <View className="demand-text">{demand.text}</View>}
      <Photos ids={photos} />
      <View className="demand-reason">
        <Text className="t-strong">社区办不了：</Text>
        <Text>{demand.reason}</Text>
      </View>
      <Fact icon="map-pin">{shortPlace(demand.areaName)}</Fact>
      {demand.complaints.length === 0 && <Fact icon="users">{askedBy(demand)}</Fact>}
      {demand.complaints.map(({ id, number, reporter }) => (
        <View key={id} aria-role="button" hoverClass="pressed" onClick={() => void go(withParams(COMPLAINT_PAGES.detail, { id }))}>
          <Fact icon="user">{`${reporter} 反映 · ${number}`}</Fact>
        </View>
      ))}
      {demand.dismissReason && <Fact icon="circle-x">{`不记台账：${demand.dismissReason}`}</Fact>}
      <OtherEntry id={demand.duplicateOf} words="看重复的那一条" />
      <OtherEntry id={demand.recurrenceOf} words="以前办过又出现，看上一次" />
      {demand.overrideReason && <Fact icon="pencil" isQuiet>{`没按建议派，原因：${demand.overrideReason}`}</Fact>}
    </Card>
  )
}

/** Another entry of the ledger that this one has to do with. */
function OtherEntry({ id, words }: { id: string | null; words: string }) {
  if (id === null) return null
  return (
    <View aria-role="button" aria-label={words} hoverClass="pressed" onClick={() => void go(withParams(DEMAND_PAGES.detail, { id }))}>
      <Fact icon="file-text">{words}</Fact>
    </View>
  )
}

/** Who has which part, how it stands, until when. */
function Units({ demand: { dispatches } }: { demand: Demand }) {
  const now = useNow()
  if (dispatches.length === 0) return null
  return (
    <Card>
      {dispatches.map(({ id, role, unitName, state, dueAt }) => (
        <View key={id} className="demand-unit" aria-role="button" aria-label={`${unitName}，${dispatchStateWord(state)}`} hoverClass="pressed" onClick={() => void go(withParams(DISPATCH_PAGES.detail, { id }))}>
          <PartTag part={role} />
          <View className="demand-unit-words">
            <View className="t-heading">{unitName}</View>
            <View className="t-sub c-ink2">{[dispatchStateWord(state), dueAt && isWorking(state) && `${sayDeadline(new Date(dueAt), now)}办结`].filter(Boolean).join(' · ')}</View>
          </View>
        </View>
      ))}
    </Card>
  )
}

const isWorking = (state: Demand['dispatches'][number]['state']) => state === 'sent' || state === 'accepted' || state === 'return_requested'

function Verification({ demand: { verification } }: { demand: Demand }) {
  const now = useNow()
  if (!verification) return null
  return (
    <Card>
      <View className="t-heading">{`${DEMAND_OUTCOME_LABELS[verification.outcome]}，${sayMoment(new Date(verification.at), now)} 核查过`}</View>
      <View className="demand-text">{verification.note}</View>
      <Photos ids={verification.uploadIds} label="核查的照片" />
    </Card>
  )
}
