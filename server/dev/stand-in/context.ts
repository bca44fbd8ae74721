import type { AccessTokens } from './access-tokens.ts'
import type { Failures } from './failures.ts'
import type { StandInHost } from './host.ts'
import type { OneUseCodes } from './one-use-codes.ts'
import type { Pushes } from './pushes.ts'
import type { Sessions } from './sessions.ts'
import type { Subscriptions, Template } from './subscriptions.ts'
import type { Verdicts } from './verdicts.ts'

/** A subscribe message as it was taken, for `GET /stand-in/sent`. */
export interface SentMessage {
  msgid: string
  at: string
  openid: string
  templateId: string
  page: string | null
  data: Record<string, string>
  miniprogramState: string
}

/** All that one stand-in knows; it lives in memory and ends with the process. */
export interface StandIn {
  appId: string
  secret: string
  host: StandInHost
  loginCodes: OneUseCodes
  phoneCodes: OneUseCodes
  tokens: AccessTokens
  sessions: Sessions
  subscriptions: Subscriptions
  templates: ReadonlyMap<string, Template>
  /** Pages of the mini-program; null: every well-formed page exists. */
  pages: ReadonlySet<string> | null
  verdicts: Verdicts
  failures: Failures
  pushes: Pushes
  sent: SentMessage[]
  /** How long a subscribe message is under way; meanwhile a second one to the same person is refused. */
  sendMs: number
}
