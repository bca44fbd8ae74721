import { useEffect, useState } from 'react'

const EVERY_MS = 30_000

/** The time, again every half minute while the screen is there, so that “还剩” does not grow stale. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
