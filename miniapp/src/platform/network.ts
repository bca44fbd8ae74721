import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'
import { isWeapp } from './environment'

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
  if (!isWeapp) return watchBrowser()
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
  Taro.getNetworkType({ success: ({ networkType }) => tell(networkType !== 'none') })
}

/** Many browsers do not tell Taro of a lost network; they all tell the window. */
function watchBrowser() {
  window.addEventListener('online', () => tell(true))
  window.addEventListener('offline', () => tell(false))
  tell(navigator.onLine)
}

export function onNetworkChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const isNetworkUp = () => isOnline
/** Whether the phone says it has a connection; it re-renders when that changes. */
export const useIsOnline = () => useSyncExternalStore(onNetworkChange, isNetworkUp)
