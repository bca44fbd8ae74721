import { accountContract, type Dependent } from '@huying/shared/account/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../platform/request'
import { useSession } from '../platform/session'

/** Whom this person may act for, as the server knows it. */
export function useDependentsQuery() {
  const hasAccount = useSession(({ token }) => token !== null)
  return useQuery({ queryKey: ['dependents'], queryFn: () => call(accountContract.dependents), enabled: hasAccount })
}

/** Whom this person may act for, with their recorded consent; nobody for a guest. */
export function useDependents(): readonly Dependent[] {
  const hasAccount = useSession(({ token }) => token !== null)
  const { data } = useDependentsQuery()
  return hasAccount ? (data?.items ?? []) : []
}
