import { areaContract } from '@huying/shared/area/contract'
import { DECLINE_CLASSES } from '@huying/shared/complaint/catalogue'
import { complaintContract } from '@huying/shared/complaint/contract'
import { OUTCOME_LABELS, URGENCY_LABELS } from '@huying/shared/complaint/labels'
import { complaintMachine } from '@huying/shared/complaint/machine'
import { NATURES } from '@huying/shared/demand/catalogue'
import { ledgerContract } from '@huying/shared/demand/ledger-contract'
import { demandMachine } from '@huying/shared/demand/machine'
import type { Role } from '@huying/shared/kernel/role'
import { type ActField, type ActSpec, type ActValues, contactAct, optional, pickField, reasonField, uploadsIn, word } from '../../components/case/act-spec'
import { categoryOf } from '../../components/case/category'
import { titleOf } from '../../components/case/title'
import type { ComplaintLine } from './service'

const MOST_PHOTOS = 9

const isOtherUrgency = ({ urgency }: ComplaintLine, values: ActValues): boolean => !['', urgency].includes(word(values, 'urgency'))
/** The urgency comes from the category; another one says why, a lower one also asks a second person. */
const accept = (complaint: ComplaintLine): ActSpec => ({
  key: 'accept', button: '接手', title: '接下来，开始办', explain: ['接手后请尽快联系居民', '您接下的事，办完前都由您负责'],
  fields: [
    {
      kind: 'choice', name: 'urgency', label: `按${URGENCY_LABELS[complaint.urgency]}件办（要改再选）`, columns: 2,
      choices: Object.entries(URGENCY_LABELS).map(([value, label]) => ({ value, label: `${label}件` })), help: '比现在缓的，要第二个人同意才算接手',
    },
    { ...reasonField('为什么改', '如：现场看过，不影响通行'), isAsked: (values) => isOtherUrgency(complaint, values) },
  ],
  submit: '接下来办', endpoint: complaintContract.accept,
  body: (values) => (isOtherUrgency(complaint, values) ? { urgency: word(values, 'urgency'), ...optional(values, 'reason') } : {}),
})
/** A community worker names a grid of the community, the street a community of the town. */
const reassign = ({ communityCode, townCode }: ComplaintLine, role: Role): ActSpec => {
  const isStreet = role === 'streetOfficer' || communityCode === null
  return {
    key: 'reassign', button: '转给别处', title: '转给更合适的人办', explain: [isStreet ? '街道第二次转的，就定下来，不再转' : '只能转一次；再不合适，由街道定', '办结的时间不变'],
    fields: [
      pickField({
        name: 'areaCode', label: isStreet ? '哪个社区（村）' : '哪个网格', missing: isStreet ? '选一个社区' : '选一个网格', none: '没有别的地方可以转',
        endpoint: areaContract.list, input: { query: isStreet ? { parent: townCode, kind: 'community', limit: 100 } : { parent: communityCode, kind: 'grid', limit: 100 } },
        choicesOf: ({ items }) => items.map(({ code, name }) => ({ value: code, label: name })),
      }),
      reasonField('为什么转', '如：事情在隔壁网格的楼里'),
    ],
    submit: '转过去', endpoint: complaintContract.reassign, body: (values) => ({ areaCode: word(values, 'areaCode'), reason: word(values, 'reason') }),
  }
}
const handUp: ActSpec = {
  key: 'hand-up', button: '往上交', title: '请上一级来办', explain: ['办结的时间不变，从居民提交那时算起'],
  fields: [reasonField('为什么要请上一级来办', '如：主管网堵了，片区没有设备修')],
  submit: '交上去', endpoint: complaintContract.handUp, body: (values) => ({ reason: word(values, 'reason') }),
}
const resolve = (complaint: ComplaintLine): ActSpec => ({
  key: 'resolve', button: '办完了', title: '办完了，请居民评价', explain: ['居民 7 天内评价；居民说没解决，要重新办'],
  fields: [
    { kind: 'choice', name: 'outcome', label: '办得怎么样', columns: 2, missing: '选一个结果', choices: Object.entries(OUTCOME_LABELS).map(([value, label]) => ({ value, label })) },
    { kind: 'text', name: 'account', label: '办了什么', placeholder: '如：换了井盖，清了 20 米管道', help: '居民会看到这段话', maxLength: 1000, missing: '写一下办了什么' },
    {
      kind: 'photos', name: 'photos', label: categoryOf(complaint.category)?.isProofNeeded ? '办好的照片' : '照片（可不加）', purpose: 'proof', most: MOST_PHOTOS, help: '不要拍到人',
      ...(categoryOf(complaint.category)?.isProofNeeded && { missing: '这类事情办完要有照片' }),
    },
  ],
  submit: '办完了，请居民评价', endpoint: complaintContract.resolve,
  body: (values) => ({ outcome: word(values, 'outcome'), account: word(values, 'account'), uploadIds: uploadsIn(values) }),
})
/** Entries about the same kind of thing in the same community that it may join, the likest first. */
const openDemands = ({ id }: ComplaintLine): ActField =>
  pickField({
    name: 'demandId', label: '台账上已经有的（是同一件才选）', none: '台账上没有这个社区的同类问题，会新记一条',
    endpoint: ledgerContract.like, input: { params: { id } },
    choicesOf: ({ items }) =>
      items.map(({ id: value, text, number, state, distance, isLike }) => ({
        value, label: titleOf(text), hint: [isLike ? '很像' : '', distance === null ? '' : `${distance} 米内`, demandMachine.states[state].label, number].filter(Boolean).join(' · '),
      })),
  })
const raise = (complaint: ComplaintLine): ActSpec => ({
  key: 'raise', button: '吹哨', title: '吹哨，请部门来办', explain: ['记入需求台账，由联合会轮值会长派单', '联系居民还是您的责任，到部门接单为止'],
  fields: [
    { kind: 'choice', name: 'nature', label: '问题性质', columns: 2, missing: '选一种问题性质', choices: NATURES.map(({ code, label }) => ({ value: code, label })) },
    reasonField('社区为什么办不了', '如：上门劝过 3 次，社区没有执法权', '轮值会长和部门都能看到'),
    openDemands(complaint),
  ],
  submit: '吹哨，请部门来办', endpoint: complaintContract.raise,
  body: (values) => ({ reason: word(values, 'reason'), nature: word(values, 'nature'), ...optional(values, 'demandId') }),
})
const withdraw: ActSpec = {
  key: 'withdraw', button: '撤回', title: '撤回这件事', explain: ['撤回以后不再办，也不能恢复；要办可以再反映一次'],
  fields: [{ kind: 'text', name: 'reason', label: '为什么撤回（可不写）', placeholder: '如：已经自己解决了', maxLength: 500 }],
  submit: '确认撤回', endpoint: complaintContract.withdraw, body: (values) => optional(values, 'reason'),
}
/** A page of its own asks the three questions. */
const confirm: ActSpec = {
  key: 'confirm', button: '去评价', title: '请您评价', fields: [], submit: '交上去', endpoint: complaintContract.confirm, body: () => undefined,
}

const ask: ActSpec = {
  key: 'ask', button: '请他补充', title: '请居民补充情况', explain: ['等居民的时候暂停计时，最多等 5 天', '一件事最多问 2 次'],
  fields: [{ kind: 'text', name: 'question', label: '要补充什么', placeholder: '如：漏水的是哪一间，几点漏得厉害', help: '居民会看到这句话', maxLength: 500, missing: '写一下要补充什么' }],
  submit: '问居民', endpoint: complaintContract.ask, body: (values) => ({ question: word(values, 'question') }),
}
/** The reporter's own words, or the desk that notes what they said. */
const answer = ({ isMine }: Pick<ComplaintLine, 'isMine'>): ActSpec => ({
  key: 'answer', button: isMine ? '补充情况' : '记下补充', title: isMine ? '补充情况' : '记下居民补充的', explain: ['补充以后接着办，接着计时'],
  fields: [{ kind: 'text', name: 'answer', label: isMine ? '您想补充的' : '居民说了什么', maxLength: 1000, missing: '写一句补充的情况' }],
  submit: isMine ? '交上去' : '记下来', endpoint: complaintContract.answer, body: (values) => ({ answer: word(values, 'answer') }),
})
const takeBack: ActSpec = {
  key: 'take-back', button: '不等了，接着办', title: '不等补充，接着办',
  fields: [{ kind: 'text', name: 'reason', label: '为什么（可不写）', maxLength: 500 }],
  submit: '接着办', endpoint: complaintContract.takeBack, body: (values) => optional(values, 'reason'),
}
const classIn = (values: ActValues) => DECLINE_CLASSES.find(({ code }) => code === word(values, 'reasonCode'))
const decline: ActSpec = {
  key: 'decline', button: '不归这里办', title: '不归这里办', explain: ['要说清依据和该找谁；居民 15 天内可以请街道再看', '“说不清具体的事”要先问过居民，再请第二个人同意'],
  fields: [
    {
      kind: 'choice', name: 'reasonCode', label: '属于哪一种', columns: 1, missing: '选一种', choices: DECLINE_CLASSES.map(({ code, label }) => ({ value: code, label })),
      helpFor: (values) => classIn(values) && `依据：${classIn(values)!.basis}`,
    },
    {
      kind: 'text', name: 'whereToGo', label: '该去哪里办（不写就用目录里的）', placeholder: '如：县人民法院诉讼服务中心 12368', maxLength: 200,
      helpFor: (values) => classIn(values) && `目录里写的是：${classIn(values)!.whereToGo}`,
    },
    { kind: 'text', name: 'reason', label: '想多说一句（可不写）', help: '居民会看到', maxLength: 500 },
  ],
  submit: '答复居民', endpoint: complaintContract.decline,
  body: (values) => ({ reasonCode: word(values, 'reasonCode'), ...optional(values, 'whereToGo'), ...optional(values, 'reason') }),
}
const appeal: ActSpec = {
  key: 'appeal', button: '请街道再看', title: '不同意，请街道再看一次', explain: ['由街道的另一个人来看，只能提一次'],
  fields: [reasonField('您的理由', '如：这条路是市政的，不是小区的', '街道会看到')],
  submit: '请街道再看', endpoint: complaintContract.appeal, body: (values) => ({ reason: word(values, 'reason') }),
}
const requestRaise: ActSpec = {
  key: 'request-raise', button: '请社区吹哨', title: '请社区吹哨，让部门来办', explain: ['社区 1 个工作日内吹哨，或者说明为什么不用'],
  fields: [{ kind: 'text', name: 'reason', label: '为什么（可不写）', maxLength: 500 }],
  submit: '请社区吹哨', endpoint: complaintContract.requestRaise, body: (values) => optional(values, 'reason'),
}
const refuseRaise: ActSpec = {
  key: 'refuse-raise', button: '暂不吹哨', title: '这件事社区能办，暂不吹哨',
  fields: [reasonField('为什么', '如：物业已约好周四来修', '居民会看到')],
  submit: '答复居民', endpoint: complaintContract.refuseRaise, body: (values) => ({ reason: word(values, 'reason') }),
}
const merge = ({ id }: ComplaintLine): ActSpec => ({
  key: 'merge', button: '并案', title: '和同一件事并在一起办', explain: ['两位居民都会接到消息，办完也都请他们评价', '并错了可以再分开'],
  fields: [
    pickField({
      name: 'complaintId', label: '并到哪一件', missing: '选一件', none: '这个社区没有正在办的同类诉求',
      endpoint: complaintContract.mergeTargets, input: { params: { id } },
      choicesOf: ({ items }) =>
        items.map(({ id: value, text, number, state, reporter, distance, isLike }) => ({
          value, label: titleOf(text),
          hint: [isLike ? '很像' : '', distance === null ? '' : `${distance} 米内`, `${reporter} 反映`, complaintMachine.states[state].label, number].filter(Boolean).join(' · '),
        })),
    }),
    { kind: 'text', name: 'reason', label: '为什么（可不写）', placeholder: '如：同一个坑', maxLength: 500 },
  ],
  submit: '并在一起办', endpoint: complaintContract.merge, body: (values) => ({ complaintId: word(values, 'complaintId'), ...optional(values, 'reason') }),
})
const unmerge: ActSpec = {
  key: 'unmerge', button: '单独办', title: '不再并办，单独办',
  fields: [{ kind: 'text', name: 'reason', label: '为什么（可不写）', placeholder: '如：不是同一处', maxLength: 500 }],
  submit: '单独办', endpoint: complaintContract.unmerge, body: (values) => optional(values, 'reason'),
}
const stillUnsolved = reasonField('哪里没解决', '如：只填了一半，下雨又塌了', '办这件事的人会看到')
const reopen: ActSpec = {
  key: 'reopen', button: '没解决，重新办', title: '没有解决，重新办', explain: ['马上重新办，办理时间减半'],
  fields: [stillUnsolved], submit: '请重新办', endpoint: complaintContract.reopen, body: (values) => ({ reason: word(values, 'reason') }),
}
const requestReopen: ActSpec = {
  key: 'request-reopen', button: '申请再办', title: '再次没有解决，申请再办', explain: ['街道 2 个工作日内答复；没有答复，就算同意'],
  fields: [stillUnsolved], submit: '申请再办', endpoint: complaintContract.requestReopen, body: (values) => ({ reason: word(values, 'reason') }),
}
const decideReopen: ActSpec = {
  key: 'decide-reopen', button: '答复再办', title: '答复再办申请',
  fields: [
    { kind: 'choice', name: 'decision', label: '同意吗', columns: 2, missing: '选一个', choices: [{ value: 'grant', label: '同意再办' }, { value: 'refuse', label: '不再办' }] },
    { ...reasonField('理由', '如：现场看过，已经修好', '居民会看到'), isAsked: (values) => word(values, 'decision') === 'refuse' },
  ],
  submit: '答复居民', endpoint: complaintContract.decideReopen, body: (values) => ({ decision: word(values, 'decision'), ...optional(values, 'reason') }),
}
const contactReveal: ActSpec = {
  key: 'contact-reveal', button: '看号码', title: '看居民的联系方式', explain: ['每看一次都会记下来，居民也能看到', '只用来办这件事'],
  fields: [reasonField('为什么要看', '如：约时间上门', '记在这件事的经过里')],
  submit: '看号码（会留记录）', endpoint: complaintContract.contactReveal, body: (values) => ({ reason: word(values, 'reason') }),
}

/** Everything one may do to a complaint on the phone, most usual first. `role`: of the identity one acts under. */
export function complaintActs(complaint: ComplaintLine & { contactedAt?: string | null }, role: Role): ActSpec[] {
  const contact = contactAct(complaintContract.contact)
  // Once they were reached, another contact is a thing among others.
  const [before, after] = complaint.contactedAt ? [[], [contact]] : [[contact], []]
  return [
    // Asking for it makes sense only once it can no longer be had at once.
    confirm, answer(complaint), complaint.abilities.reopen === true ? reopen : requestReopen, appeal, requestRaise,
    accept(complaint), ...before, raise(complaint), refuseRaise, resolve(complaint), handUp, ...after, contactReveal, ask, takeBack, merge(complaint), reassign(complaint, role),
    decline, decideReopen, unmerge, withdraw,
  ]
}

/** What the state asks of whoever may act: the red button. A request to work on it again waits for its answer before anything else. */
export function primaryAct({ state, contactedAt, abilities, isMine }: Pick<ComplaintLine, 'state' | 'abilities' | 'isMine'> & { contactedAt?: string | null }): string | null {
  if (abilities['decide-reopen'] === true) return 'decide-reopen'
  switch (state) {
    case 'submitted': return 'accept'
    case 'accepted': return contactedAt === null ? 'contact' : 'resolve'
    case 'awaiting_resident': return isMine ? 'answer' : null
    case 'resolved': return 'confirm'
    default: return null
  }
}
