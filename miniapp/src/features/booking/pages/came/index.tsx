import { bookingStaffContract, type SheetSession } from '@huying/shared/booking/staff-contract'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Card } from '../../../../components/card'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Fact } from '../../../../components/fact'
import { SeveralField } from '../../../../components/field'
import { StateView } from '../../../../components/state-view'
import { useCommand } from '../../../../hooks/use-command'
import { goBack } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { DeskPage } from '../../components/desk-only'
import { canHaveCome, useDaySheet } from '../../desk'
import { BOOKING_KEYS } from '../../service'
import { clockOf } from '../../view-model'

/** 补录到场名单: who signed on paper, then the sheet is confirmed. */
export default function CamePage() {
  return <DeskPage title="补录名单">{(placeId) => <Came placeId={placeId} />}</DeskPage>
}

function Came({ placeId }: { placeId: string }) {
  const id = usePageParam('id')
  const query = useDaySheet(placeId, usePageParam('day'))
  const session = query.data?.sessions.find((one) => one.id === id)
  const [came, setCame] = useState<readonly string[]>([])
  return (
    <CasePage title="补录名单" query={query} footer={session && <Footer session={session} came={came} />}>
      {session ? <Body session={session} came={came} onChange={setCame} /> : <StateView icon="file-search" title="这一天没有这一场" text="回名单里再选一次" action={{ label: '返回', onClick: goBack }} />}
    </CasePage>
  )
}

interface BodyProps {
  session: SheetSession
  came: readonly string[]
  onChange: (came: readonly string[]) => void
}

function Body({ session: { service, startsAt, bookings }, came, onChange }: BodyProps) {
  const open = bookings.filter(canHaveCome)
  const isJudged = open.length > 0 && open.every(({ state }) => state !== 'booked')
  return (
    <>
      <CaseHead title={service.name} meta={`${clockOf(startsAt)} 这一场，签到 ${bookings.length - open.length} / ${bookings.length} 人`} />
      <Card>
        {open.length === 0 ? (
          <Fact icon="circle-check">都签到了，直接确认就行</Fact>
        ) : (
          <>
            <Fact icon="pencil" isQuiet>{isJudged ? '点一下纸上签了名的人，他们“没有来”的记录会去掉' : '点一下纸上签了名的人，没点的会记成没有来'}</Fact>
            <SeveralField label="谁来过" choices={open.map(({ id, who }, index) => ({ value: id, label: `${index + 1} ${who}` }))} values={came} onChange={onChange} />
          </>
        )}
      </Card>
    </>
  )
}

function Footer({ session: { id }, came }: { session: SheetSession; came: readonly string[] }) {
  const confirm = useCommand(bookingStaffContract.confirmDaySheet, { refreshes: BOOKING_KEYS })
  async function submit() {
    if (await confirm.run({ params: { id }, body: { cameBookingIds: [...came] } })) goBack()
  }
  return (
    <ActionBar problem={confirm.problem}>
      <Button kind="primary" isBusy={confirm.isBusy} onClick={() => void submit()}>{came.length === 0 ? '确认名单' : `记 ${came.length} 人来过，确认名单`}</Button>
    </ActionBar>
  )
}
