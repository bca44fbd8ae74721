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

const ROTATING = /^[0-9a-f]{12}$/i
/** As it is read out: in groups, and with a capital where the keyboard begins with one. */
function typedCode(typed: string): string | null {
  const code = typed.replace(/\s/g, '')
  return code === '' ? null : ROTATING.test(code) ? code.toLowerCase() : code
}

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
      return !isStaff && !hasScanner && error instanceof ApiError && error.code === 'CODE_WRONG' ? '这行字不对，或者刚刚换了，再看一遍' : wordsFor(error)
    },
  })
  const send = (body: CheckIn) => checkIn.run({ params: { id: bookingId }, body })

  async function byCode(code: string) {
    const answer = await send({ code })
    if (answer || !asksForPoint.current) return answer
    const point = await locateOnce()
    if (!point) checkIn.setProblem('不知道您在哪：允许用位置再试，或把凭证码给工作人员看')
    return point && send({ code, point })
  }

  async function submit() {
    asksForPoint.current = false
    if (isStaff) {
      if (await send(typed === '' ? {} : { passCode: typed })) onClose()
      return
    }
    if (!hasScanner && typedCode(typed) === null) return checkIn.setProblem('写一下码下面的字')
    const code = hasScanner ? await scanCode() : typedCode(typed)
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
          <Fact icon="map-pin" isQuiet>{hasScanner ? '扫门口的码，或工作人员屏幕上的码' : '看门口的码，或工作人员屏幕上的码，码下面有一行字'}</Fact>
          <Fact icon="check" isQuiet>门口的码要看一下您到没到，位置只用这一次</Fact>
          {!hasScanner && <TextField label="码下面的字" help="空格不用输" placeholder="如：3f9a 02bc 71de" value={typed} maxLength={CODE_LETTERS} onChange={setTyped} />}
        </>
      )}
    </Sheet>
  )
}
