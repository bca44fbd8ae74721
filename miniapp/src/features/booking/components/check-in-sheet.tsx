import { bookingContract, type CheckIn } from '@huying/shared/booking/contract'
import { useRef, useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Fact } from '../../../components/fact'
import { TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { ApiError, wordsFor } from '../../../platform/api-error'
import { locateOnce } from '../../../platform/location'
import { hasScanner, scanCode } from '../../../platform/scan'
import { BOOKING_KEYS } from '../service'

const CODE_LETTERS = 64
const PASS_DIGITS = 8

interface CheckInSheetProps {
  bookingId: string
  /** At the desk one types the pass code of who stands there, or ticks them off. */
  isStaff: boolean
  onClose: () => void
}

/** By the code at the place, with where one stands only if that code asks for it; by the pass code at the desk. */
export function CheckInSheet({ bookingId, isStaff, onClose }: CheckInSheetProps) {
  const [typed, setTyped] = useState('')
  const asksForPoint = useRef(false)
  const checkIn = useCommand(bookingContract.checkIn, {
    refreshes: BOOKING_KEYS,
    explain: (error) => {
      asksForPoint.current = error instanceof ApiError && error.code === 'POINT_NEEDED'
      return wordsFor(error)
    },
  })
  const send = (body: CheckIn) => checkIn.run({ params: { id: bookingId }, body })

  async function byCode(code: string) {
    const answer = await send({ code })
    if (answer || !asksForPoint.current) return answer
    const point = await locateOnce()
    return point && send({ code, point })
  }

  async function submit() {
    asksForPoint.current = false
    if (isStaff) {
      if (await send(typed === '' ? {} : { passCode: typed })) onClose()
      return
    }
    const code = hasScanner ? await scanCode() : typed.trim()
    if (code !== null && (await byCode(code))) onClose()
  }

  return (
    <Sheet
      isOpen
      title="签到"
      onClose={onClose}
      footer={
        <ActionBar problem={checkIn.problem}>
          <Button kind="primary" isBusy={checkIn.isBusy} onClick={() => void submit()}>
            {!isStaff && hasScanner ? '扫现场的码' : '签到'}
          </Button>
        </ActionBar>
      }
    >
      {isStaff ? (
        <TextField label="凭证码（人在眼前可不填）" type="number" value={typed} maxLength={PASS_DIGITS} onChange={setTyped} />
      ) : (
        <>
          <Fact icon="map-pin" isQuiet>扫门口的码，或工作人员屏幕上的码</Fact>
          <Fact icon="check" isQuiet>门口的码要看一下您到没到，位置只用这一次</Fact>
          {!hasScanner && <TextField label="码下面的字" value={typed} maxLength={CODE_LETTERS} onChange={setTyped} />}
        </>
      )}
    </Sheet>
  )
}
