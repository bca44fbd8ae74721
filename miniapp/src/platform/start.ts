import Taro from '@tarojs/taro'
import { watchCalendar } from './calendar'
import { readFontFactor } from './display-mode'
import { watchKeyboard } from './keyboard'
import { watchAppForLive } from './live'
import { renewSession } from './login'
import { watchNetwork } from './network'
import { watchOutbox } from './outbox'
import { watchPrivacy } from './privacy'
import { wireQueryClient } from './query-client'
import { useSession } from './session'

/** Everything that must run once at launch; nothing here asks the person anything. */
export function startPlatform() {
  watchNetwork()
  wireQueryClient()
  watchPrivacy()
  watchKeyboard()
  watchAppForLive()
  readFontFactor()
  Taro.onAppShow?.(readFontFactor)
  if (useSession.getState().token === null) void renewSession()
  watchOutbox()
  watchCalendar()
}
