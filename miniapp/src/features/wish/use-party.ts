import { partyContract } from '@huying/shared/party/contract'
import { useQuery } from '@tanstack/react-query'
import { usePagedList } from '../../hooks/use-paged-list'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

/** One's own party organization and those above it, the nearest first. */
export function useOrganizations(isAsked: boolean) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({ queryKey: ['organizations', appointmentId], queryFn: () => call(partyContract.organizations), enabled: isAsked, meta: { isKept: true } })
}

/** The members of an organization and of all below it, page by page. */
export const useMembers = (id: string) => usePagedList(['members'], partyContract.members, {}, { id })
