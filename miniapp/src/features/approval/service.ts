import type { approvalContract } from '@huying/shared/approval/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'

export type Approval = Answer<typeof approvalContract.list>['items'][number]

/** What is stale once a second person has decided: whatever the act may have changed. */
export const APPROVAL_KEYS = [
  ['approvals'], ['demand'], ['demands'], ['complaint'], ['complaints'], ['wish'], ['wishes'], ['chairTerms'], ['associations'], ['history'],
] as const
