import { create } from 'zustand'

/** How many things wait for this person to act: the number on the third tab, never news. */
export const useBadge = create(() => ({ count: 0 }))
export const setBadge = (count: number) => useBadge.setState({ count })
