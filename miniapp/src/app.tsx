import './platform/jitless'
import type { PropsWithChildren } from 'react'
import { useLaunch } from './platform/page-events'
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from './platform/query-client'
import { startPlatform } from './platform/start'

export default function App({ children }: PropsWithChildren) {
  useLaunch(startPlatform)
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
