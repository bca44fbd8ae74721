import { create } from 'zustand'

/** The demo county's server marks every answer; real ones do not. Lower case: WeChat and browsers differ. */
const DEMO_HEADER = 'x-huying-demo'

/** Whether what is shown are made-up people and cases. */
export const useDemo = create(() => ({ isDemo: false }))

export function noteDemo(header: Record<string, unknown> | undefined) {
  const isDemo = Object.keys(header ?? {}).some((name) => name.toLowerCase() === DEMO_HEADER)
  if (isDemo !== useDemo.getState().isDemo) useDemo.setState({ isDemo })
}
