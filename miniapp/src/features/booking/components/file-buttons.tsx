import type { bookingStaffContract } from '@huying/shared/booking/staff-contract'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { wordsFor } from '../../../platform/api-error'
import { openSpreadsheet } from '../../../platform/files'
import { canPrint, printPage } from '../../../platform/print'

interface FileButtonsProps {
  endpoint: typeof bookingStaffContract.daySheetFile | typeof bookingStaffContract.weekFile
  placeId: string
  day: string
  name: string
}

/** What is on the screen, on paper or as a file. */
export function FileButtons({ endpoint, placeId, day, name }: FileButtonsProps) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function open() {
    setBusy(true)
    setProblem(null)
    await openSpreadsheet(endpoint, { params: { id: placeId }, query: { day } }, name).catch((error: unknown) => setProblem(wordsFor(error)))
    setBusy(false)
  }
  return (
    <ActionBar problem={problem}>
      {canPrint && <Button onClick={printPage}>打印</Button>}
      <Button icon="file-text" isBusy={isBusy} onClick={() => void open()}>导出 Excel</Button>
    </ActionBar>
  )
}
