import { associationContract, type AssociationAnswer } from '@huying/shared/association/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

/** What is stale once a term was proposed, ended or given up: the terms, who one is, who owns the ledger. */
export const TERM_KEYS = [['chairTerms'], ['associations'], ['approvals'], ['me'], ['demands'], ['demand']] as const

/** The associations below a place, each with whoever chairs it now; `areaCode` null: all of the county. */
export function useAssociations(areaCode: string | null) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({
    queryKey: ['associations', areaCode, appointmentId],
    queryFn: async (): Promise<AssociationAnswer[]> => (await call(associationContract.associations, { query: areaCode === null ? {} : { communityCode: areaCode } })).items,
    meta: { isKept: true },
  })
}
