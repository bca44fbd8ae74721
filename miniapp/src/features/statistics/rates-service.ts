import type { Answer } from '@huying/shared/kernel/endpoint'
import { ratesContract, type CARRIERS } from '@huying/shared/statistics/rates-contract'
import { useQuery } from '@tanstack/react-query'
import { usePagedList } from '../../hooks/use-paged-list'
import { call } from '../../platform/request'

export type Carrier = (typeof CARRIERS)[number]
export type Rates = Answer<typeof ratesContract.rates>
export interface RatesQuestion {
  period: string
  /** Absent: the whole county. */
  areaCode?: string
}

/** The rates of a place. */
export const useRates = (question: RatesQuestion) => useQuery({
  queryKey: ['figures', 'rates', question],
  queryFn: () => call(ratesContract.rates, { query: { ...question, limit: 1 } }),
  meta: { isKept: true },
})

/** Units, communities or towns by score, page by page. */
export const useRateRanking = (by: Carrier, question: RatesQuestion) => usePagedList(['figures', 'rate-ranking'], ratesContract.rates, { by, ...question })
