import './platform/jitless'
import type { PropsWithChildren } from 'react'
import * as z from 'zod/mini'

const probe = z.object({ a: z.string() })

export default function App({ children }: PropsWithChildren) {
  probe.parse({ a: '1' })
  return children
}
