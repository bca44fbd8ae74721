import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

type Listener = (isOnline: boolean) => void

let isOnline = true
const listeners = new Set<Listener>()

function tell(next: boolean) {
  if (next === isOnline) return
  isOnline = next
  for (const listener of listeners) listener(next)
}

/** Starts watching the phone's connection; called once, at launch. */
export function watchNetwork() {
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
  Taro.getNetworkType({ success: ({ networkType }) => tell(networkType !== 'none') })
}

export function onNetworkChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const isNetworkUp = () => isOnline
/** Whether the phone says it has a connection; it re-renders when that changes. */
export const useIsOnline = () => useSyncExternalStore(onNetworkChange, isNetworkUp)
