import { ledgerContract, type KeptFilter } from '@huying/shared/demand/ledger-contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export const KEPT_KEYS = [['ledger-filters']] as const

/** The filters this person keeps, by name; none while they are not known. */
export function useKeptFilters(): readonly KeptFilter[] {
  const accountId = useSession((session) => session.accountId)
  const { data } = useQuery({ queryKey: ['ledger-filters', accountId], queryFn: () => call(ledgerContract.filters), enabled: accountId !== null, meta: { isKept: true } })
  return data?.items ?? []
}
