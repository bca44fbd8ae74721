export type Suggest = 'pass' | 'review' | 'risky'

export interface Verdict {
  suggest: Suggest
  /** WeChat's class: 100 nothing found, 20001 politics, 21000 other. */
  label: number
}

export interface OrderedVerdict {
  kind: 'text' | 'media'
  /** Part of the text or of the media address; without it the next check of this kind, whatever it is. */
  match?: string
  /** `none`: no verdict; a media check is never answered, a text check fails with −1. */
  suggest: Suggest | 'none'
  label?: number
  /** How many checks it decides; absent with `match`: all of them. */
  times?: number
}

/** Words that let a demo show what WeChat's machine does with bad content. */
const DEMO_WORDS: readonly [string, Verdict][] = [
  ['违规测试', { suggest: 'risky', label: 20001 }],
  ['待审测试', { suggest: 'review', label: 21000 }],
]
const LABELS: Record<Suggest, number> = { pass: 100, review: 21000, risky: 20001 }

/** Decides content checks: first as ordered, then by the demo words, else it passes. */
export class Verdicts {
  #ordered: (OrderedVerdict & { rest: number })[] = []

  order(verdict: OrderedVerdict): void {
    this.#ordered.push({ ...verdict, rest: verdict.times ?? (verdict.match === undefined ? 1 : Infinity) })
  }

  clear(): void {
    this.#ordered = []
  }

  /** null: there will be no verdict. */
  decide(kind: 'text' | 'media', content: string): Verdict | null {
    const ordered = this.#ordered.find((one) => one.kind === kind && (one.match === undefined || content.includes(one.match)))
    if (!ordered) return DEMO_WORDS.find(([word]) => content.includes(word))?.[1] ?? { suggest: 'pass', label: LABELS.pass }
    ordered.rest -= 1
    if (ordered.rest <= 0) this.#ordered = this.#ordered.filter((one) => one !== ordered)
    return ordered.suggest === 'none' ? null : { suggest: ordered.suggest, label: ordered.label ?? LABELS[ordered.suggest] }
  }
}
