import { historyContract } from '@huying/shared/history/contract'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../../platform/clock'
import { useIsElder } from '../../platform/display-mode'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'
import { Card } from '../card'
import { Timeline } from '../timeline'
import { timelineItems } from './timeline-items'

interface CaseHistoryProps {
  kind: 'wish' | 'complaint' | 'demand' | 'dispatch'
  id: string
  /** Changes with every step, so that the timeline is asked for again. */
  version: number
  isOwn: boolean
  isOver: boolean
  next?: string | null
}

/** What happened to a case, newest on top. Draws nothing while it is not known: the case above says the rest. */
export function CaseHistory({ kind, id, version, isOwn, isOver, next }: CaseHistoryProps) {
  const now = useNow()
  const isElder = useIsElder()
  const appointmentId = useSession((session) => session.appointmentId)
  const { data } = useQuery({
    queryKey: ['history', kind, id, version, appointmentId],
    queryFn: () => call(historyContract.read, { params: { kind, id } }),
    placeholderData: (before) => before,
  })
  if (!data || data.items.length === 0) return null
  return (
    <Card>
      <Timeline items={timelineItems(data.items, { now, isElder, isOwn, isOver, ...(next && { next }) })} />
    </Card>
  )
}
