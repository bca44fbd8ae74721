import './platform/jitless'
import type { PropsWithChildren } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { KnownCategories } from './hooks/use-categories'
import { replaceBy } from './platform/navigation'
import { useLaunch, usePageNotFound } from './platform/page-events'
import { queryClient } from './platform/query-client'
import { startPlatform } from './platform/start'
import { NOT_FOUND_PAGE } from './routes'
import './styles/tokens.css'
import './styles/icons.css'
import './styles/base.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(startPlatform)
  usePageNotFound(() => replaceBy(NOT_FOUND_PAGE))
  return (
    <QueryClientProvider client={queryClient}>
      <KnownCategories />
      {children}
    </QueryClientProvider>
  )
}
