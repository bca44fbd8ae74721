import { bookingStaffContract } from '@huying/shared/booking/staff-contract'
import { parseIsoDate } from '@huying/shared/kernel/calendar-day'
import { dateAndWeekday } from '@huying/shared/kernel/calendar-words'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../components/button'
import { Card, CaseRow } from '../../../../components/card'
import { CasePage } from '../../../../components/case/case-frame'
import { Section } from '../../../../components/section'
import { useNow } from '../../../../platform/clock'
import { go } from '../../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { DeskPage } from '../../components/desk-only'
import { FileButtons } from '../../components/file-buttons'
import { dayAt, daysOn, useWeek } from '../../desk'
import { clockOf, fullnessWords } from '../../view-model'
import './index.scss'

const WEEK_DAYS = 7

/** 一周的场次 of one's place: how full each is, and the way to every session and every day's list. */
export default function WeekPage() {
  return <DeskPage title="一周的场次">{(placeId) => <Week placeId={placeId} />}</DeskPage>
}

function Week({ placeId }: { placeId: string }) {
  const today = dayAt(useNow())
  const [day, setDay] = useState(today)
  const query = useWeek(placeId, day)
  const footer = <FileButtons endpoint={bookingStaffContract.weekFile} placeId={placeId} day={day} name={`一周场次 ${day}.xlsx`} />
  return (
    <CasePage title="一周的场次" query={query} footer={footer}>
      <View className="week-turn no-print">
        <Button size="small" icon="chevron-left" onClick={() => setDay(daysOn(day, -WEEK_DAYS))}>上一周</Button>
        <Button size="small" onClick={() => setDay(today)}>这一周</Button>
        <Button size="small" onClick={() => setDay(daysOn(day, WEEK_DAYS))}>下一周</Button>
      </View>
      {query.data?.days.map((one) => <Day key={one.day} {...one} placeId={placeId} isToday={one.day === today} />)}
    </CasePage>
  )
}

type DayOfWeek = NonNullable<ReturnType<typeof useWeek>['data']>['days'][number]

function Day({ day, sessions, placeId, isToday }: DayOfWeek & { placeId: string; isToday: boolean }) {
  const words = dateAndWeekday(parseIsoDate(day), Number(day.slice(0, 4)))
  if (sessions.length === 0) return <View className="week-rest t-sub c-ink3">{`${words} 没有场次`}</View>
  return (
    <Section title={isToday ? `${words}，今天` : words} more="名单" onMore={() => void go(withParams(BOOKING_PAGES.sheet, { day, place: placeId }))}>
      <Card>
        {sessions.map((session) => (
          <CaseRow
            key={session.id}
            title={`${clockOf(session.startsAt)} ${session.service.name}`}
            meta={fullnessWords(session)}
            onClick={() => void go(withParams(BOOKING_PAGES.session, { id: session.id }))}
          />
        ))}
      </Card>
    </Section>
  )
}
