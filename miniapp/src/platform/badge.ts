import { create } from 'zustand'

/** How many things wait for this person to act: the number on the third tab, never news. */
export const useBadge = create(() => ({ count: 0 }))
export const setBadge = (count: number) => useBadge.setState({ count })

const MOST_SHOWN = 99
/** 12, or 99+ where there are more. */
export const badgeWords = (count: number): string => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count))
