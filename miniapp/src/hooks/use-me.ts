import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNow } from '../platform/clock'
import { accountContract } from '@huying/shared/account/contract'
import { call } from '../platform/request'
import { useSession } from '../platform/session'
import { identitiesOf, RESIDENT } from './identities'

/** Who is signed in and as what; for a guest everything is empty. An appointment that has ended falls back to resident. */
export function useMe() {
  const now = useNow()
  const hasAccount = useSession(({ token }) => token !== null)
  const appointmentId = useSession((session) => session.appointmentId)
  const actAs = useSession((session) => session.actAs)
  const { data, error, refetch } = useQuery({ queryKey: ['me'], queryFn: () => call(accountContract.me), enabled: hasAccount, meta: { isKept: true } })
  const me = hasAccount ? data : undefined
  const identities = identitiesOf(me?.appointments ?? [], now)
  const current = identities.find((identity) => identity.appointmentId === appointmentId)
  const hasEnded = me !== undefined && current === undefined
  useEffect(() => {
    if (hasEnded) actAs(null)
  }, [hasEnded, actAs])
  return { me, error, refetch, hasAccount, identities, current: current ?? RESIDENT, actAs }
}
