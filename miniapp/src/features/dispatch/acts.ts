import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { dispatchContract } from '@huying/shared/dispatch/contract'
import { type ActSpec, contactAct, reasonField, uploadsIn, word } from '../../components/case/act-spec'
import type { DispatchLine } from './service'

const MOST_PHOTOS = 9
const OUTCOMES = Object.entries(DEMAND_OUTCOME_LABELS).map(([value, label]) => ({ value, label }))

const accept: ActSpec = {
  key: 'accept', button: '接单', title: '接单', explain: ['接下以后，办理和联系居民都由本单位负责', '不归本单位办的，请在退单时间前说'],
  fields: [], submit: '接下来办', endpoint: dispatchContract.accept, body: () => undefined,
}
const progress: ActSpec = {
  key: 'progress', button: '记进展', title: '记一次进展', explain: ['居民和社区会看到'],
  fields: [
    { kind: 'text', name: 'note', label: '办到哪一步了', placeholder: '如：已清淤 20 米，新井盖周四到货', maxLength: 1000, missing: '写一句办到哪一步了' },
    { kind: 'photos', name: 'photos', label: '照片（可不加）', purpose: 'proof', most: MOST_PHOTOS },
  ],
  submit: '记下来', endpoint: dispatchContract.progress, body: (values) => ({ note: word(values, 'note'), uploadIds: uploadsIn(values) }),
}
const reply: ActSpec = {
  key: 'reply', button: '办结反馈', title: '办完了，交反馈', explain: ['社区会上门核查，没通过要再办'],
  fields: [
    { kind: 'choice', name: 'outcome', label: '办得怎么样', columns: 1, missing: '选一个结果', choices: OUTCOMES },
    { kind: 'text', name: 'account', label: '办了什么', placeholder: '如：坑已补平，标线已画', help: '居民会看到这段话', maxLength: 1000, missing: '写一下办了什么' },
    {
      kind: 'text', name: 'plan', label: '下一步怎么办', placeholder: '如：等材料到货，12 月底前铺完', maxLength: 1000, missing: '没有全部解决的，写一下下一步',
      isAsked: (values) => word(values, 'outcome') === 'partly' || word(values, 'outcome') === 'cannot',
    },
    { kind: 'photos', name: 'photos', label: '办好的照片', purpose: 'proof', most: MOST_PHOTOS, missing: '加一张办好的照片', help: '不要拍到人' },
  ],
  submit: '交反馈', endpoint: dispatchContract.reply,
  body: (values) => ({
    outcome: word(values, 'outcome'), account: word(values, 'account'), uploadIds: uploadsIn(values),
    ...(word(values, 'outcome') !== 'solved' && { plan: word(values, 'plan') }),
  }),
}
const cancel: ActSpec = {
  key: 'cancel', button: '撤回派单', title: '撤回派单', explain: ['撤回以后，这个单位不再办这件事'],
  fields: [reasonField('为什么撤回', '如：看错了单位', '部门会看到')],
  submit: '确认撤回', endpoint: dispatchContract.cancel, body: (values) => ({ reason: word(values, 'reason') }),
}

/** Everything one may do to a dispatch on the phone, most usual first. */
export const dispatchActs = (): ActSpec[] => [accept, contactAct(dispatchContract.contact), progress, reply, cancel]

/** What the state asks of the handler: accept, then make contact, then answer. */
export function primaryAct({ state, role, contactedAt }: Pick<DispatchLine, 'state' | 'role' | 'contactedAt'>): string | null {
  if (state === 'sent') return 'accept'
  if (state !== 'accepted') return null
  return role === 'lead' && contactedAt === null ? 'contact' : 'reply'
}
