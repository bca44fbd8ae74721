import { wishContract } from '@huying/shared/wish/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'


/** Who was asked to help and why; refused to whoever may not read it. */
export function useRouting(id: string, isAsked: boolean) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({ queryKey: ['wish', id, 'routing', appointmentId], queryFn: () => call(wishContract.routing, { params: { id }, query: {} }), enabled: id !== '' && isAsked })
}
