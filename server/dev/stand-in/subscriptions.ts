/** A template of the mini-program as WeChat's back office holds it. */
export interface Template {
  priTmplId: string
  title: string
  /** With `{{thing1.DATA}}` for each field. */
  content: string
  /** 2 one-time, 3 long-term. */
  type: 2 | 3
}

export type SubscribeAnswer = 'accept' | 'reject' | 'ban'

interface Standing {
  credits: number
  isBanned: boolean
}

/** What people let this mini-program send them: a one-time accept is one message, a long-term accept any number. */
export class Subscriptions {
  readonly #standings = new Map<string, Standing>()

  /** Records an answer to the dialog `count` times; answers the credits left. */
  answer(openid: string, template: Template, answer: SubscribeAnswer, count: number): number {
    const standing = this.#of(openid, template)
    standing.isBanned = answer === 'ban'
    if (answer === 'accept') standing.credits = template.type === 3 ? Infinity : standing.credits + count
    else if (template.type === 3) standing.credits = 0
    return standing.credits
  }

  isBanned(openid: string, template: Template): boolean {
    return this.#of(openid, template).isBanned
  }

  credits(openid: string, template: Template): number {
    return this.#of(openid, template).credits
  }

  /** False where there is nothing to spend. */
  spend(openid: string, template: Template): boolean {
    const standing = this.#of(openid, template)
    if (standing.credits <= 0) return false
    standing.credits -= 1
    return true
  }

  #of(openid: string, template: Template): Standing {
    const key = `${openid} ${template.priTmplId}`
    const standing = this.#standings.get(key) ?? { credits: 0, isBanned: false }
    this.#standings.set(key, standing)
    return standing
  }
}
