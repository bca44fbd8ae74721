import { useState } from 'react'
import { FilterPills } from '../../components/field'
import { ReopenRequests } from '../../features/complaint/components/reopen-requests'
import { HoldRequests } from '../../features/demand/components/hold-requests'
import { WaitingRequests } from '../../features/dispatch/components/waiting-requests'

const KINDS = [
  { value: 'units', label: '退单延期' },
  { value: 'holds', label: '挂账' },
  { value: 'reopens', label: '再办' },
] as const

const LISTS = { units: <WaitingRequests />, holds: <HoldRequests />, reopens: <ReopenRequests /> } as const

/** 等我答复: what units, the level below and residents ask of the street or the county. */
export function ToAnswer() {
  const [kind, setKind] = useState<keyof typeof LISTS>('units')
  return (
    <>
      <FilterPills choices={KINDS} value={kind} onChange={setKind} />
      {LISTS[kind]}
    </>
  )
}
