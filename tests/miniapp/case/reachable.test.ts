import { chairTermMachine } from '@huying/shared/association/machine.ts'
import { complaintMachine } from '@huying/shared/complaint/machine.ts'
import { demandMachine } from '@huying/shared/demand/machine.ts'
import { dispatchMachine } from '@huying/shared/dispatch/machine.ts'
import { describe, expect, test } from 'vitest'
import type { ActSpec } from '../../../miniapp/src/components/case/act-spec.ts'
import { appointAct, TERM_ACTS } from '../../../miniapp/src/features/association/acts.ts'
import { complaintActs } from '../../../miniapp/src/features/complaint/acts.ts'
import type { Complaint } from '../../../miniapp/src/features/complaint/service.ts'
import { demandActs } from '../../../miniapp/src/features/demand/acts.ts'
import { openDemandAct } from '../../../miniapp/src/features/demand/open-act.ts'
import type { Demand } from '../../../miniapp/src/features/demand/service.ts'
import { dispatchActs } from '../../../miniapp/src/features/dispatch/acts.ts'
import type { DispatchLine } from '../../../miniapp/src/features/dispatch/service.ts'

/** What a person does by another button than one of the edge's own name. */
const BY: Readonly<Record<string, string>> = {
  'complaint.grant_reopen': 'decide-reopen', 'complaint.refuse_reopen': 'decide-reopen',
  'demand.open': 'create', 'demand.join': 'raise', 'demand.approve_hold': 'decide-hold', 'demand.refuse_hold': 'decide-hold',
  'dispatch.send': 'dispatch', 'dispatch.approve_return': 'decide-return', 'dispatch.refuse_return': 'decide-return', 'dispatch.milestone': 'progress',
  'dispatch.grant_extension': 'decide-extension', 'dispatch.refuse_extension': 'decide-extension',
}
/** A page of its own. */
const PAGES = new Set(['complaint.submit'])

const complaint = (abilities: Complaint['abilities']) => ({ category: 'road-damage', urgency: 'normal', communityCode: '611023001001', townCode: '611023001', abilities }) as Complaint
const demand = { category: 'road-damage', communityCode: '611023001001', townCode: '611023001', dispatches: [], hold: null } as unknown as Demand
const dispatch = { role: 'lead', demandId: 'd', unitId: 'u' } as DispatchLine
const association = { id: 'a', takenUntil: null } as Parameters<typeof appointAct>[0]

const ACTS: readonly ActSpec[] = [
  ...complaintActs(complaint({ reopen: true }), 'resident'), ...complaintActs(complaint({}), 'communityWorker'), ...demandActs(demand, []), openDemandAct('611023001001'),
  ...dispatchActs(dispatch), ...TERM_ACTS, appointAct(association),
]

describe.each([complaintMachine, demandMachine, dispatchMachine, chairTermMachine])('$label: whatever a person may do has a button', (machine) => {
  const edges = machine.edges.filter(({ who, ...edge }) => who.some((one) => one !== 'clock' && one !== 'system') && !('isBuilt' in edge && edge.isBuilt === false))

  test.each([...new Set(edges.map(({ action }) => action as string))])('%s', (action) => {
    const edge = `${machine.name}.${action}`
    const key = BY[edge] ?? action.replaceAll('_', '-')
    expect(PAGES.has(edge) || ACTS.some((act) => act.key === key && act.button !== '' && act.submit !== '')).toBe(true)
  })
})

test('no button leads to an act that the contracts do not know', () => {
  for (const { key, endpoint } of ACTS) expect([key, endpoint.path.split('/').at(-1)]).toEqual([key, { create: 'demands', appoint: 'chair-terms' }[key] ?? key])
})
