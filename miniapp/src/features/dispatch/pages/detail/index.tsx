import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { RETURN_REASONS } from '@huying/shared/dispatch/catalogue'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Acts, RefusedActs } from '../../../../components/case/acts'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { CaseHistory } from '../../../../components/case/case-history'
import { ContactLog } from '../../../../components/case/contact-log'
import { ContactCard, isContactCard, type RevealedContact } from '../../../../components/case/contact-card'
import { DeadlineWhy } from '../../../../components/case/deadline-why'
import { shortPlace } from '../../../../components/case/place'
import { isWholeIn, titleOf } from '../../../../components/case/title'
import { Card } from '../../../../components/card'
import { Cell, CellGroup } from '../../../../components/cell'
import { Fact } from '../../../../components/fact'
import { HandOverCard } from '../../../../components/hand-over'
import { Icon } from '../../../../components/icon'
import { Photos } from '../../../../components/photos'
import { useUnits } from '../../../../hooks/use-units'
import { useNow } from '../../../../platform/clock'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { DEMAND_PAGES, withParams } from '../../../../routes'
import { dispatchActs, primaryAct } from '../../acts'
import { DISPATCH_KEYS, type Dispatch, useDemandOf, useDispatch } from '../../service'
import { assistsAtWork, dueOf, headMeta, isOver, milestonesOf, nextStep } from '../../view-model'
import './index.scss'

/** 承办单: what is asked of the unit, until when, what it has noted, and what it may do now. */
export default function DispatchPage() {
  const id = usePageParam('id')
  const query = useDispatch(id)
  const dispatch = query.data
  const [contacts, setContacts] = useState<RevealedContact[]>([])
  return (
    <CasePage title="承办单" query={query} footer={dispatch && <Footer dispatch={dispatch} onReveal={setContacts} />}>
      {contacts.length > 0 && <ContactCard contacts={contacts} />}
      {dispatch && <Body dispatch={dispatch} />}
    </CasePage>
  )
}

function Footer({ dispatch, onReveal }: { dispatch: Dispatch; onReveal: (contacts: RevealedContact[]) => void }) {
  const units = useUnits()
  const demand = useDemandOf(dispatch.demandId)
  return (
    <Acts
      acts={dispatchActs(dispatch, { units, assistIds: demand ? assistsAtWork(demand) : [] })}
      primary={primaryAct(dispatch)}
      abilities={dispatch.abilities}
      params={{ id: dispatch.id }}
      refreshes={DISPATCH_KEYS}
      onDone={(_, answer) => onReveal(contactsIn(answer))}
    />
  )
}

/** What a reveal answered; nothing for every other act. */
const contactsIn = (answer: unknown): RevealedContact[] => {
  const items = (answer as { items?: unknown } | null)?.items
  return Array.isArray(items) ? items.filter(isContactCard) : []
}

function Body({ dispatch }: { dispatch: Dispatch }) {
  return (
    <>
      <CaseHead title={titleOf(dispatch.text)} meta={headMeta(dispatch)} />
      <Holder dispatch={dispatch} />
      <Milestones dispatch={dispatch} />
      <Requests dispatch={dispatch} />
      <Matter dispatch={dispatch} />
      <Notes dispatch={dispatch} />
      <ContactLog contacts={dispatch.contacts} isOwn={false} />
      <LedgerLink demandId={dispatch.demandId} number={dispatch.demandNumber} />
      <RefusedActs acts={dispatchActs(dispatch)} abilities={dispatch.abilities} />
      <CaseHistory kind="dispatch" id={dispatch.id} version={dispatch.version} isOwn={false} isOver={isOver(dispatch.state)} next={nextStep(dispatch.state)} />
    </>
  )
}

/** The way back to the whole matter, for whoever keeps the ledger as well as for the unit. */
function LedgerLink({ demandId, number }: { demandId: string; number: string }) {
  return (
    <CellGroup>
      <Cell icon="file-text" title="需求台账" value={number} onClick={() => void go(withParams(DEMAND_PAGES.detail, { id: demandId }))} />
    </CellGroup>
  )
}

function Holder({ dispatch }: { dispatch: Dispatch }) {
  const [isOpen, setOpen] = useState(false)
  const due = dueOf(dispatch)
  const note = [dispatch.handler && `承办人 ${dispatch.handler}`, dispatch.isAcceptedBySilence && '过了退单时间，算作接单'].filter(Boolean).join('，')
  return (
    <>
      <HandOverCard holder={dispatch.unitName} part={dispatch.role} startWord={due?.start ?? ''} {...(note && { note })} {...(due && { due, onWhy: () => setOpen(true) })} />
      {due && <DeadlineWhy isOpen={isOpen} onClose={() => setOpen(false)} {...due.why} consequence={due.act === '接单' ? '到时间没说不归自己办，就算接单' : '到时间没办结，会自动督办，超时记在本单位'} />}
    </>
  )
}

/** First contact, return, answer: what is done has a tick, what has passed is locked and says why. */
function Milestones({ dispatch }: { dispatch: Dispatch }) {
  const now = useNow()
  return (
    <Card>
      {milestonesOf(dispatch, now).map(({ kind, label, words, isDone, isLocked }) => (
        <View key={kind} className={`milestone ${isLocked ? 'milestone-locked' : ''}`} aria-label={`${label}，${words}`}>
          <Icon name={isDone ? 'check' : isLocked ? 'lock' : kind === 'reply' ? 'flag' : 'clock'} />
          <Text className="milestone-label">{label}</Text>
          <Text className={`milestone-words ${kind === 'reply' && !isDone ? 't-strong' : ''}`}>{words}</Text>
        </View>
      ))}
    </Card>
  )
}

function Matter({ dispatch }: { dispatch: Dispatch }) {
  const demand = useDemandOf(dispatch.demandId)
  const others = demand?.dispatches.filter(({ id, state }) => id !== dispatch.id && state !== 'cancelled' && state !== 'returned') ?? []
  return (
    <Card>
      {!isWholeIn(titleOf(dispatch.text), dispatch.text) && <View className="dispatch-text">{dispatch.text}</View>}
      <Photos ids={demand?.complaints.flatMap(({ uploadIds }) => uploadIds) ?? []} />
      {dispatch.reason && <Fact icon="megaphone">{`社区办不了：${dispatch.reason}`}</Fact>}
      <Fact icon="map-pin">{shortPlace(dispatch.areaName)}</Fact>
      {demand && <Fact icon="users">{demand.complaintCount > 0 ? `${demand.complaintCount} 位居民反映` : '巡查发现'}</Fact>}
      {others.map(({ id, role, unitName }) => (
        <Fact key={id} icon="building" isQuiet>{`${unitName} ${role === 'lead' ? '主办' : '协办'}`}</Fact>
      ))}
    </Card>
  )
}

/** What the unit has asked for: to hand it back, or for more time. */
function Requests({ dispatch: { returnRequest, extension } }: { dispatch: Dispatch }) {
  const units = useUnits()
  if (!returnRequest && !extension) return null
  const proposed = units.find(({ id }) => id === returnRequest?.proposedUnitId)?.name
  return (
    <Card>
      {returnRequest && <Fact icon="undo">{`申请退单：${RETURN_REASONS.find(({ code }) => code === returnRequest.reasonCode)?.label ?? ''}`}</Fact>}
      {returnRequest && <Fact icon="book" isQuiet>{`依据：${returnRequest.basis}${proposed ? `；建议由${proposed}办` : ''}`}</Fact>}
      {extension && <Fact icon="stopwatch">{`${EXTENSION_WORDS[extension.state]} ${extension.workingDays} 个工作日：${extension.reason}`}</Fact>}
    </Card>
  )
}
const EXTENSION_WORDS = { asked: '申请延期', granted: '同意延期', refused: '没同意延期', lapsed: '延期申请作废' } as const

const NOTE_WORDS = { progress: '记的进展', reply: '交的反馈', redo: '核查没有通过' } as const

/** What the unit has noted, newest first, and how it ended. */
function Notes({ dispatch }: { dispatch: Dispatch }) {
  const now = useNow()
  if (dispatch.notes.length === 0 && dispatch.endReason === null) return null
  return (
    <Card>
      {dispatch.outcome && <View className="t-heading dispatch-outcome">{DEMAND_OUTCOME_LABELS[dispatch.outcome]}</View>}
      {[...dispatch.notes].reverse().map(({ at, kind, note, uploadIds }) => (
        <View key={at} className="dispatch-note">
          <View className="t-sub c-ink2">{`${sayMoment(new Date(at), now)} ${NOTE_WORDS[kind]}`}</View>
          <View className="dispatch-text">{note}</View>
          <Photos ids={uploadIds} />
        </View>
      ))}
      {dispatch.endReason && <Fact icon="circle-alert">{dispatch.endReason}</Fact>}
    </Card>
  )
}
