import { REJECT_REASONS } from '@huying/shared/wish/catalogue'
import { wishContract } from '@huying/shared/wish/contract'
import { type ActField, type ActSpec, optional, uploadsIn, word } from '../../components/case/act-spec'
import { WISH_PAGES } from '../../routes'
import type { Wish, WishLine } from './service'

const REASON_LETTERS = 200

const reason = (label: string, placeholder: string, help = '居民会看到这句话'): ActField => ({
  kind: 'text', name: 'reason', label, placeholder, help, maxLength: REASON_LETTERS, missing: '写一句原因',
})
const mayReason = (label: string): ActField => ({ kind: 'text', name: 'reason', label, maxLength: REASON_LETTERS })

const helpersActs = (wish: Wish): ActSpec[] => [
  {
    key: 'claim', button: '我来帮', title: '认领这个心愿', fields: [], submit: '认领', endpoint: wishContract.claim, body: () => ({}),
    explain: ['72 小时内记一次进展，30 天内办好', '帮不了可以放回来，请别人帮', '居民的电话，要支部确认或者居民同意后才能看'],
  },
  {
    key: 'fulfil', button: '办好了', title: '办好了', fields: [], submit: '请居民确认', endpoint: wishContract.fulfil, body: () => ({}),
  },
  {
    key: 'progress', button: '记进展', title: '记一次进展', submit: '记下来', endpoint: wishContract.progress,
    explain: ['居民和社区会看到，72 小时重新计时'],
    fields: [
      { kind: 'text', name: 'note', label: '办到哪一步了', placeholder: '如：约好周六上午去，材料已经买好', maxLength: 300, missing: '写一句办到哪一步了' },
      { kind: 'photos', name: 'photos', label: '照片（可不加）', purpose: 'proof', most: 6 },
    ],
    body: (values) => ({ note: word(values, 'note'), uploadIds: uploadsIn(values) }),
  },
  revealAct(wish),
  {
    key: 'release', button: '帮不了', title: '放回心愿墙', submit: '放回去', endpoint: wishContract.release,
    explain: ['会马上请别的党员来帮，这次不再问您'],
    fields: [reason('为什么帮不了', '如：临时出差，下周才回来', '居民和社区能看到')],
    body: (values) => optional(values, 'reason'),
  },
]

/** A helper looks to arrange it, whoever calls back to ask how it went; each look has its reason. */
function revealAct({ state }: Wish): ActSpec {
  const isCallBack = state === 'fulfilled'
  return {
    key: 'contact-reveal', button: '看联系方式', title: '看居民的联系方式', submit: '看号码（会留记录）', endpoint: wishContract.contactReveal,
    explain: ['每看一次都会记下来，居民也能看到', isCallBack ? '只用来问一声办得怎么样' : '一天最多看 3 次，只用来帮这件事'],
    fields: [reason('为什么要看', isCallBack ? '如：回访，问办得怎么样' : '如：约上门时间', '会留在记录里')],
    body: (values) => optional(values, 'reason'),
  }
}

/** After the third time the resident says no, nobody is asked to go on once more. */
const MOST_DISPUTES = 3
const decisions = ({ disputeCount }: Wish) => [
  { value: 'done', label: '认定已经办好' },
  ...(disputeCount < MOST_DISPUTES ? [{ value: 'again', label: '请他再办一次' }] : []),
  { value: 'release', label: '换人来帮' },
]

const desksActs = (wish: Wish): ActSpec[] => [
  {
    key: 'publish', button: '公开', title: '公开到心愿墙', submit: '公开', endpoint: wishContract.publish, photoIds: wish.uploadIds,
    explain: ['标题大家都能看到：不写姓名、电话、门牌', wish.uploadIds.length > 0 ? '照片只给来帮忙的人看，请您先看一遍' : '公开后马上请同网格的党员来帮'],
    fields: [{ kind: 'text', name: 'publicTitle', label: '心愿墙上的标题', maxLength: 30, missing: '写一句标题', initial: wish.title }],
    body: (values) => ({ publicTitle: word(values, 'publicTitle'), ...(wish.uploadIds.length > 0 && { approvedUploadIds: wish.uploadIds }) }),
  },
  {
    key: 'return', button: '请补充', title: '退回去请居民补充', submit: '退回补充', endpoint: wishContract.return,
    explain: ['居民 30 天内补充好再交上来'],
    fields: [reason('要补充什么', '如：请说一下扶手装在哪面墙上')],
    body: (values) => optional(values, 'reason'),
  },
  {
    key: 'reject', button: '不通过', title: '不通过', submit: '不通过', endpoint: wishContract.reject,
    explain: ['居民 7 天内可以请别人再看一次'],
    fields: [
      { kind: 'choice', name: 'reasonCode', label: '为什么', columns: 1, missing: '选一个原因', choices: REJECT_REASONS.map(({ code, label }) => ({ value: code, label })) },
      mayReason('想多说一句（可不写）'),
    ],
    body: (values) => ({ reasonCode: word(values, 'reasonCode'), ...optional(values, 'reason') }),
  },
  {
    key: 'settle', button: '给个答复', title: '协调的结果', submit: '就这么定', endpoint: wishContract.settle,
    explain: ['双方都会看到您的决定和理由'],
    fields: [
      {
        kind: 'choice', name: 'decision', label: '怎么办', columns: 1, missing: '选一个结果', choices: decisions(wish),
      },
      reason('理由', '如：去看过，扶手装得很牢', '居民和来帮忙的人都会看到'),
    ],
    body: (values) => ({ decision: word(values, 'decision'), ...optional(values, 'reason') }),
  },
  {
    key: 'acknowledge', button: '支部知道了', title: '支部知道了', submit: '确认', endpoint: wishContract.acknowledge, fields: [], body: () => ({}),
    explain: [`确认以后，${wish.claimedBy ?? '认领人'} 就能看居民的联系方式`],
  },
  {
    key: 'approve-thanks', button: '可以公开', title: '公开这句感谢', fields: [], submit: '可以公开', endpoint: wishContract.approveThanks, body: () => undefined,
    explain: ['看一下有没有姓名、电话、门牌', '居民和帮忙的人都同意了，才会上感谢墙'],
  },
  { key: 'replace-contact', button: '换联系人', title: '换团队联系人', fields: [], submit: '换联系人', endpoint: wishContract.replaceContact, body: () => ({}) },
  { key: 'assign', button: '安排人来帮', title: '安排党员来帮', fields: [], submit: '请他来帮', endpoint: wishContract.assign, body: () => ({}) },
  {
    key: 'take-down', button: '先撤下来', title: '从心愿墙上撤下来', submit: '撤下来', endpoint: wishContract.takeDown,
    explain: ['退给居民改一改再交；有人在帮的，认领就此结束，不算他的'],
    fields: [reason('为什么', '如：照片里拍到了门牌')],
    body: (values) => optional(values, 'reason'),
  },
  {
    key: 'close-unmet', button: '帮不上，结束', title: '结束征集', submit: '请另一位同意', endpoint: wishContract.closeUnmet,
    explain: ['要支部书记和社区干部两个人一起决定，另一位同意才算'],
    fields: [reason('为什么帮不上', '如：问过全镇，没有人会修这种钟')],
    body: (values) => optional(values, 'reason'),
  },
]

const residentsActs = (wish: Wish): ActSpec[] => [
  { key: 'confirm', button: '去确认', title: '请您看看', fields: [], submit: '办好了，圆满', endpoint: wishContract.confirm, body: () => ({}) },
  { key: 'resubmit', button: '补充后再交', title: '补充心愿', fields: [], submit: '再交', endpoint: wishContract.resubmit, body: () => ({}) },
  {
    key: 'share-contact', button: '让他联系我', title: '让来帮忙的人看到您的电话', submit: '同意', endpoint: wishContract.shareContact, fields: [], body: () => ({}),
    explain: [`${wish.claimedBy ?? '来帮忙的人'} 看一次记一次，您能看到`, '事情办完，他就看不到了'],
  },
  {
    key: 'appeal', button: '请再看一次', title: '请别人再看一次', submit: '请再看一次', endpoint: wishContract.appeal,
    explain: ['由另一位社区干部或街道来看，只能提一次'],
    fields: [mayReason('您的理由（可不写）')],
    body: (values) => optional(values, 'reason'),
  },
  disputeAct(wish),
  {
    key: 'extend', button: '同意再等', title: '再等一段时间', submit: '同意再等 30 天', endpoint: wishContract.extend, fields: [], body: () => ({}),
    explain: ['多给 30 天，只能多给一次'],
  },
  {
    key: 'withdraw', button: '撤回', title: '撤回心愿', submit: '撤回', endpoint: wishContract.withdraw,
    explain: [wish.claimedBy ? `会告诉 ${wish.claimedBy} 不用忙了` : '撤回以后不再请人帮', '撤回后不能恢复，可以再许一个'],
    fields: [mayReason('为什么（可不写）')],
    body: (values) => optional(values, 'reason'),
  },
]

/** Both have to agree before everybody reads it; either may change their mind. */
const SHOW_THANKS: ActSpec = {
  key: 'show-thanks', button: '感谢墙', title: '感谢的话能不能公开', submit: '就这样', endpoint: wishContract.showThanks,
  explain: ['居民和帮忙的人都同意，社区看过，才会上感谢墙', '以后随时可以改'],
  fields: [{ kind: 'choice', name: 'isAgreed', label: '您同意吗', columns: 2, missing: '选一个', choices: [{ value: 'yes', label: '可以公开' }, { value: 'no', label: '不公开' }] }],
  body: (values) => ({ isAgreed: word(values, 'isAgreed') === 'yes' }),
}

/** 还没办好: the first time the helper goes on, later the community steps in. */
export function disputeAct(wish: Wish): ActSpec {
  return {
    key: 'dispute', button: '还没办好', title: '还没办好', submit: '告诉他', endpoint: wishContract.dispute,
    explain: [wish.disputeCount === 0 ? '会请他接着办' : '社区会来协调，给双方一个答复'],
    fields: [{ kind: 'text', name: 'missing', label: '还差什么', placeholder: '如：装是装了，有点松', maxLength: REASON_LETTERS, missing: '写一句还差什么' }],
    body: (values) => ({ missing: word(values, 'missing') }),
  }
}

/** Everything a person may ever do to a wish on a phone, in the order of the thumb; the abilities say which of it now. */
export const actsOf = (wish: Wish): ActSpec[] => [...residentsActs(wish), ...helpersActs(wish), SHOW_THANKS, ...desksActs(wish)]

/** Acts with a page of their own. */
export const ACT_PAGES: Readonly<Record<string, string>> = {
  fulfil: WISH_PAGES.fulfil, confirm: WISH_PAGES.confirm, resubmit: WISH_PAGES.new, assign: WISH_PAGES.people,
  'replace-contact': WISH_PAGES.contact,
}

/** What a state asks for, by whoever may do it: the red button, and the word in a queue. */
const ASKED: readonly (readonly [key: string, word: string])[] = [
  ['confirm', '确认'], ['resubmit', '补充'], ['claim', '认领'], ['fulfil', '记进展'], ['publish', '审核'], ['acknowledge', '确认'], ['assign', '安排'], ['settle', '答复'], ['approve-thanks', '看感谢'],
]

export const askedAct = (abilities: WishLine['abilities']): string | null => ASKED.find(([key]) => abilities?.[key] === true)?.[0] ?? null
export const askedWord = (abilities: WishLine['abilities']): string | null => ASKED.find(([key]) => abilities?.[key] === true)?.[1] ?? null
