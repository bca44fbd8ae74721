import type { Chain } from './ledger.ts'
import type { Held } from './offices.ts'
import type { Member } from './party.ts'
import type { WishScript } from './wishes-scripts.ts'

export interface Claim {
  id: string
  member: Member
  state: 'running' | 'fulfilled' | 'released' | 'lapsed' | 'ended'
  atMs: number
  endedMs: number | null
  reason: string | null
}

export interface Note {
  id: string
  claimId: string | undefined
  kind: 'progress' | 'fulfil' | 'dispute'
  atMs: number
  author: string
  text: string
}

/** One wish being lived. */
export interface Life {
  chain: Chain
  script: WishScript | undefined
  beneficiary: number
  publishedMs: number | null
  publisher: Held | null
  ring: number
  claim: Claim | null
  claims: Claim[]
  notes: Note[]
  contactMs: number | null
  disputes: number
  fulfilledMs: number | null
  confirmedMs: number | null
  confirmedBy: string | null
  rating: number | null
  thanks: string | null
  thanksVerdict: 'pass' | 'review' | null
  /** When the resident, and when the member, said that everybody may read the thanks. */
  thanksOfferedMs: number | null
  thanksAgreedMs: number | null
  reasonCode: string | null
  reason: string | null
}
