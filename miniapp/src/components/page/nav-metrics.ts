import { isWeapp } from '../../platform/environment'
import { measureWindow } from '../../platform/window'

export interface NavMetrics {
  /** Height of the phone's own status bar, px. */
  top: number
  /** Height of our bar below it, px. */
  height: number
  /** What WeChat's capsule takes on the right, its margin included, px. */
  right: number
}

const PLAIN: NavMetrics = { top: 0, height: 48, right: 0 }

function measure(): NavMetrics {
  if (!isWeapp) return PLAIN
  const { statusBarHeight, windowWidth, capsule } = measureWindow()
  if (!capsule) return { ...PLAIN, top: statusBarHeight, right: 94 }
  const margin = Math.max(0, capsule.top - statusBarHeight)
  return { top: statusBarHeight, height: capsule.height + 2 * margin, right: windowWidth - capsule.left }
}

let known: NavMetrics | null = null
/** Measured once: the capsule does not move while the app runs. */
export const navMetrics = (): NavMetrics => (known ??= measure())
