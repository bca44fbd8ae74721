import { useState } from 'react'
import { FilterPills } from '../../../components/field'
import { Approvals } from './approvals'
import { Ledger } from './demand-lists'
import { OwnerQueue } from './owner-queue'

const PARTS = [
  { value: 'owner', label: '待派单' },
  { value: 'approvals', label: '等我确认' },
  { value: 'dispatched', label: '在办' },
  { value: 'replied', label: '待核查' },
  { value: 'on_hold', label: '挂账' },
] as const
type Part = (typeof PARTS)[number]['value']

/** 待办 of whoever owns the ledger: the chair in term, the street, the county. */
export function OwnerDesk() {
  const [part, setPart] = useState<Part>('owner')
  return (
    <>
      <FilterPills choices={PARTS} value={part} onChange={setPart} />
      {part === 'owner' && <OwnerQueue />}
      {part === 'approvals' && <Approvals />}
      {part !== 'owner' && part !== 'approvals' && <Ledger key={part} state={part} />}
    </>
  )
}
