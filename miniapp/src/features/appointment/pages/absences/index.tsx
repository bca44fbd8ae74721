import { type Absence, appointmentContract } from '@huying/shared/appointment/contract'
import { DUTY_ROLES } from '@huying/shared/appointment/offices'
import { dayOf, startOfDay } from '@huying/shared/kernel/calendar-day'
import { ROLE_LABELS } from '@huying/shared/kernel/role'
import { sayDate, sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { RunningAct } from '../../../../components/case/acts'
import type { ActSpec } from '../../../../components/case/act-spec'
import { Card } from '../../../../components/card'
import { Chip } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { ActingAs, type Identity } from '../../../../components/identity'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { useDuty } from '../../../../hooks/use-areas'
import { useMe } from '../../../../hooks/use-me'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { absenceForAct, endAbsenceAct, ownAbsenceAct } from '../../acts'

/** What is stale once somebody left or came back: the records, who is on duty, whose desk is whose. */
const ABSENCE_KEYS = [['absences'], ['duty'], ['complaints'], ['complaint']] as const

const isOnDutyRole = (role: Identity['role']): boolean => DUTY_ROLES.some((one) => one === role)
/** For whom this identity may say that they are away: themselves, or those of their place. */
function reportAct({ role, appointmentId, areaCode }: Identity): ActSpec | null {
  if (appointmentId === null || areaCode === undefined) return null
  if (isOnDutyRole(role)) return ownAbsenceAct(appointmentId)
  return role === 'communityWorker' || role === 'streetOfficer' ? absenceForAct(areaCode) : null
}

/** 离岗安排: who is away from when to when, so that at every moment somebody is on duty. */
export default function AbsencesPage() {
  const { current } = useMe()
  const list = usePagedList(['absences'], appointmentContract.absences, {})
  const [act, setAct] = useState<ActSpec | null>(null)
  const report = reportAct(current)
  const isElder = useIsElder()
  const close = () => setAct(null)
  return (
    <Page title="离岗安排" footer={report && <ActionBar><Button kind="primary" onClick={() => setAct(report)}>{report.title}</Button></ActionBar>}>
      {isElder && <View className="t-display" aria-role="heading">离岗安排</View>}
      {current.appointmentId !== null && <ActingAs identity={current} />}
      {isOnDutyRole(current.role) && <OnDutyNow areaCode={current.areaCode ?? null} />}
      <PagedList
        list={list}
        keyOf={({ id }) => id}
        renderItem={(absence) => <AbsenceCard absence={absence} />}
        empty={{ icon: 'calendar-check', title: '没有人登记离岗', text: '请假、外出、培训前登记一下，事情就有人接' }}
      />
      {act && <RunningAct act={act} params={{}} refreshes={ABSENCE_KEYS} onClose={close} onProposed={close} onDone={close} />}
    </Page>
  )
}

function OnDutyNow({ areaCode }: { areaCode: string | null }) {
  const { data: duty } = useDuty(areaCode)
  return duty ? <Callout icon="user" kind="quiet">{`现在值班：${duty.name}（${duty.post}）`}</Callout> : null
}

/** The last day it covers; one that ended in the middle of a day says when. */
const untilWords = (to: Date, now: Date): string =>
  startOfDay(dayOf(to.getTime())) === to.getTime() ? `${sayDate(new Date(to.getTime() - 1), now)}晚上` : sayMoment(to, now)

function AbsenceCard({ absence }: { absence: Absence }) {
  const now = useNow()
  const [isEnding, setEnding] = useState(false)
  const { id, name, role, post, from, to, reason, isNow } = absence
  const isOver = new Date(to) <= now
  const end = endAbsenceAct(isNow)
  const close = () => setEnding(false)
  return (
    <Card>
      <View className="t-heading">{`${name}（${ROLE_LABELS[role]}${post ? ` ${post}岗` : ''}）`}</View>
      <Fact icon="calendar-check">{`${sayMoment(new Date(from), now)} 到 ${untilWords(new Date(to), now)}`}</Fact>
      <Fact icon="pencil" isQuiet>{reason}</Fact>
      <Chip tone={isNow ? 'paused' : isOver ? 'closed' : 'waiting'} icon={isNow ? 'pause' : isOver ? 'check' : 'clock'}>{isNow ? '现在不在岗' : isOver ? '已经结束' : '还没到'}</Chip>
      {absence.abilities.end === true && (
        <View className="card-act">
          <Button size="small" kind="soft" label={`${end.button}，${name}`} onClick={() => setEnding(true)}>
            {end.button}
          </Button>
        </View>
      )}
      {isEnding && <RunningAct act={end} params={{ id }} refreshes={ABSENCE_KEYS} onClose={close} onProposed={close} onDone={close} />}
    </Card>
  )
}
