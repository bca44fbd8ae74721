import { complaintContract } from '@huying/shared/complaint/contract'
import { OUTCOME_LABELS } from '@huying/shared/complaint/labels'
import { NATURES } from '@huying/shared/demand/catalogue'
import { type ActSpec, contactAct, optional, reasonField, uploadsIn, word } from '../../components/case/act-spec'
import { categoryOf } from './view-model'
import type { ComplaintLine } from './service'

const MOST_PHOTOS = 9

const accept: ActSpec = {
  key: 'accept', button: '接手', title: '接下来，开始办', explain: ['接手后请尽快联系居民', '您接下的事，办完前都由您负责'],
  fields: [], submit: '接下来办', endpoint: complaintContract.accept, body: () => undefined,
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
const raise: ActSpec = {
  key: 'raise', button: '吹哨', title: '吹哨，请部门来办', explain: ['记入需求台账，由联合会轮值会长派单', '联系居民还是您的责任，到部门接单为止'],
  fields: [
    { kind: 'choice', name: 'nature', label: '问题性质', columns: 2, missing: '选一种问题性质', choices: NATURES.map(({ code, label }) => ({ value: code, label })) },
    reasonField('社区为什么办不了', '如：上门劝过 3 次，社区没有执法权', '轮值会长和部门都能看到'),
  ],
  submit: '吹哨，请部门来办', endpoint: complaintContract.raise, body: (values) => ({ reason: word(values, 'reason'), nature: word(values, 'nature') }),
}
const withdraw: ActSpec = {
  key: 'withdraw', button: '撤回', title: '撤回这件事', explain: ['撤回以后不再办，也不能恢复；要办可以再反映一次'],
  fields: [{ kind: 'text', name: 'reason', label: '为什么撤回（可不写）', placeholder: '如：已经自己解决了', maxLength: 500 }],
  submit: '确认撤回', endpoint: complaintContract.withdraw, body: (values) => optional(values, 'reason'),
}
/** A page of its own asks the three questions. */
const confirm: ActSpec = {
  key: 'confirm', button: '去评价', title: '请您评价', fields: [], submit: '交上去', endpoint: complaintContract.confirm, body: () => undefined,
}

/** Everything one may do to a complaint on the phone, most usual first. */
export const complaintActs = (complaint: ComplaintLine): ActSpec[] => [
  confirm, accept, contactAct(complaintContract.contact), raise, resolve(complaint), handUp, withdraw,
]

/** What the state asks of whoever may act: the red button. */
export function primaryAct({ state, contactedAt }: { state: ComplaintLine['state']; contactedAt?: string | null }): string | null {
  switch (state) {
    case 'submitted': return 'accept'
    case 'accepted': return contactedAt === null ? 'contact' : 'resolve'
    case 'resolved': return 'confirm'
    default: return null
  }
}
