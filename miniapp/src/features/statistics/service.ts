import type { Answer } from '@huying/shared/kernel/endpoint'
import { statisticsContract, type RankedBy } from '@huying/shared/statistics/contract'
import { useQuery } from '@tanstack/react-query'
import { usePagedList } from '../../hooks/use-paged-list'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export interface FiguresQuestion {
  from: string
  to: string
  /** Absent: the whole county. */
  areaCode?: string
}

export type WishOverview = Answer<typeof statisticsContract.overview>

/** What became of the wishes of a place, and what one has done oneself. */
export function useOverview(question: FiguresQuestion) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({
    queryKey: ['figures', 'wishes', appointmentId, question],
    queryFn: () => call(statisticsContract.overview, { query: question }),
    meta: { isKept: true },
  })
}

/** Communities, organizations or members by what was fulfilled, page by page. */
export const useRanking = (by: RankedBy, question: FiguresQuestion) => usePagedList(['figures', 'ranking'], statisticsContract.wishes, { by, ...question })
