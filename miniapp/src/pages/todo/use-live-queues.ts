import { useCallback } from 'react'
import { useMe } from '../../hooks/use-me'
import { useLive } from '../../platform/live'
import { queryClient } from '../../platform/query-client'

/** Whatever concerns a person reaches their inbox: then every list of theirs may have changed. */
const LISTS = [['complaints'], ['demands'], ['dispatches'], ['wishes'], ['bookings'], ['approvals'], ['inbox']] as const

/** The queues of 待办 change by themselves, as long as they are open. */
export function useLiveQueues(): void {
  const { me } = useMe()
  const refresh = useCallback(() => {
    for (const queryKey of LISTS) void queryClient.invalidateQueries({ queryKey })
  }, [])
  useLive('inbox', me?.account.id, refresh)
}
