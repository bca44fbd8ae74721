import Taro from '@tarojs/taro'
import { focusManager, onlineManager, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error'
import { forgetAnswers, keepAnswers } from './kept-answers'
import { isNetworkUp, onNetworkChange } from './network'
import { useSession } from './session'

const MOST_RETRIES = 2

/** Refusals are final; a dead network is the online manager's matter, not a retry's. */
const shouldRetry = (failures: number, error: unknown) =>
  failures < MOST_RETRIES && error instanceof ApiError && error.isPassing && error.code !== 'OFFLINE'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 30 * 60_000, retry: shouldRetry, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** What is refetched when the app comes back to the front or online; WeChat has no window events for it. */
export function wireQueryClient() {
  focusManager.setEventListener((setFocused) => {
    Taro.onAppShow?.(() => setFocused(true))
    Taro.onAppHide?.(() => setFocused(false))
    return () => undefined
  })
  onlineManager.setEventListener((setOnline) => {
    setOnline(isNetworkUp())
    return onNetworkChange(setOnline)
  })
  keepAnswers(queryClient)
  useSession.subscribe((now, before) => {
    if (before.accountId !== null && now.accountId !== before.accountId) forgetAnswers(queryClient)
    else if (now.appointmentId !== before.appointmentId || (now.token !== null && before.token === null)) void queryClient.invalidateQueries()
  })
}
