import type { Audience } from './audiences.ts'
import type { Rule } from './rules.ts'

const todo = (...to: Audience[]): Rule => ({ kind: 'todo', to })
const news = (...to: Audience[]): Rule => ({ kind: 'progress', to })

/** What happens to a wish, and whom it concerns. `beneficiary` is also the guardian, or whoever filed it. */
export const WISH_RULES: Readonly<Record<string, readonly Rule[]>> = {
  'wish.submitted': [todo('wishDesk')],
  'wish.resubmitted': [todo('wishDesk')],
  'wish.appealed': [todo('wishDesk', 'street')],
  'wish.reviewFellDue': [todo('street')],
  'wish.returned': [todo('beneficiary')],
  'wish.lapsed': [news('beneficiary')],
  'wish.rejected': [news('beneficiary')],
  'wish.published': [news('beneficiary')],
  'wish.asked': [todo('askedMember')],
  'wish.assignBegun': [todo('wishBranch', 'wishDesk')],
  'wish.assignFellDue': [todo('street', 'wishBranch', 'wishDesk')],
  'wish.claimed': [todo('claimBranch'), news('beneficiary', 'team')],
  'wish.assigned': [todo('claimer', 'claimBranch'), news('beneficiary')],
  'wish.acknowledged': [news('claimer')],
  'wish.contactShared': [news('claimer')],
  'wish.contactReplaced': [todo('claimer'), news('formerHelper', 'beneficiary', 'team')],
  'wish.progressed': [news('beneficiary')],
  'wish.extended': [news('claimer')],
  'wish.released': [news('beneficiary')],
  'wish.autoReleased': [news('beneficiary', 'claimer')],
  'wish.fulfilled': [todo('beneficiary')],
  'wish.confirmReminded': [todo('beneficiary')],
  'wish.confirmed': [news('claimer', 'team', 'beneficiary')],
  'wish.autoConfirmed': [news('claimer', 'team', 'beneficiary')],
  'wish.disputed': [todo('claimer', 'wishDesk')],
  'wish.settledDone': [news('beneficiary', 'claimer')],
  'wish.settledAgain': [todo('claimer'), news('beneficiary')],
  'wish.settledReleased': [news('beneficiary', 'claimer')],
  'wish.settleFellDue': [todo('street')],
  'wish.withdrawn': [news('claimer')],
  'wish.takenDown': [todo('beneficiary'), news('claimer')],
  'wish.closedUnmet': [news('beneficiary')],
  'wish.expiredUnmet': [news('beneficiary')],
  'wish.thanksAgreed': [todo('thanksReaders')],
  'wish.accountClosed': [news('claimer')],
}

export const WISH_CLOCK_RULES: Readonly<Record<string, { now: readonly Audience[]; over: readonly Audience[] }>> = {
  'wish.review': { now: ['wishDesk'], over: [] },
  'wish.resubmit': { now: ['beneficiary'], over: [] },
  'wish.assign': { now: ['wishBranch', 'wishDesk'], over: [] },
  'wish.unmet': { now: ['beneficiary'], over: [] },
  'wish.progress': { now: ['claimer'], over: [] },
  'wish.total': { now: ['claimer'], over: [] },
  'wish.settle': { now: ['wishDesk'], over: [] },
}

/** Titles of what is no step of the machine. */
export const WISH_WORDS: Readonly<Record<string, string>> = {
  'wish.asked': '附近有一个心愿，请您看看能不能帮',
  'wish.assignBegun': '一个心愿还没有人认领，请安排一位党员',
  'wish.confirmReminded': '心愿办好了吗？请您确认',
  'wish.thanksAgreed': '有一句感谢的话，请您看看能不能公开',
}

/** Dates of a wish that elsewhere go by another name. */
export const WISH_CLOCK_WORDS: Readonly<Record<string, string>> = {
  'wish.review': '审核', 'wish.resubmit': '补充', 'wish.assign': '安排人来帮', 'wish.unmet': '心愿的征集', 'wish.progress': '记进展', 'wish.total': '办好心愿', 'wish.settle': '答复异议',
}
