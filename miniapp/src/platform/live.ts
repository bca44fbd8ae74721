import Taro from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { liveContract, liveMessage } from '@huying/shared/live/contract'
import { API_BASE } from './environment'
import { LiveChannel, type OpenSocket } from './live-channel'
import { call } from './request'
import { useSession } from './session'

/** Screens that hear the same news spread their refetches over this long. */
const JITTER_MS = 800

function socketUrl(ticket: string): string {
  const base = API_BASE.startsWith('/') ? `${location.origin}${API_BASE}` : API_BASE
  return `${base.replace(/^http/, 'ws')}/live?ticket=${encodeURIComponent(ticket)}`
}

const openSocket: OpenSocket = async ({ onOpen, onText, onClose }) => {
  const { ticket } = await call(liveContract.ticket)
  const task = await Taro.connectSocket({ url: socketUrl(ticket) })
  let hasEnded = false
  const end = () => {
    if (hasEnded) return
    hasEnded = true
    onClose()
  }
  task.onOpen(onOpen)
  task.onMessage(({ data }) => onText(String(data)))
  task.onClose(end)
  task.onError(end)
  return { send: (data) => task.send({ data }), close: () => task.close({}) }
}

function parseMessage(text: string) {
  try {
    const parsed = liveMessage.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

const channel = new LiveChannel(openSocket, parseMessage)

/** Closes the socket while the app is not in front. */
export function watchAppForLive() {
  Taro.onAppHide?.(() => channel.pause())
  Taro.onAppShow?.(() => channel.resume())
}

/** Refetches when the thing changes on the server. A guest sees what was loaded; nothing is pushed to them. */
export function useLive(kind: string, id: string | null | undefined, refetch: () => unknown) {
  const latest = useRef(refetch)
  useEffect(() => {
    latest.current = refetch
  })
  const hasAccount = useSession(({ token }) => token !== null)
  useEffect(() => {
    if (!id || !hasAccount) return
    let timer: ReturnType<typeof setTimeout> | null = null
    const stop = channel.watch({ kind, id }, () => {
      timer ??= setTimeout(() => {
        timer = null
        latest.current()
      }, Math.random() * JITTER_MS)
    })
    return () => {
      stop()
      if (timer) clearTimeout(timer)
    }
  }, [kind, id, hasAccount])
}
