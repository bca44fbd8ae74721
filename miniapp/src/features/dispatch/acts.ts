import { demandContract } from '@huying/shared/demand/contract'
import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { RETURN_REASONS } from '@huying/shared/dispatch/catalogue'
import { dispatchContract } from '@huying/shared/dispatch/contract'
import { type ActSpec, type ActValues, contactAct, optional, pickField, type PickChoice, reasonField, uploadsIn, word } from '../../components/case/act-spec'
import type { Unit } from '../../hooks/use-units'
import type { Dispatch, DispatchLine } from './service'

const MOST_PHOTOS = 9
const OUTCOMES = Object.entries(DEMAND_OUTCOME_LABELS).map(([value, label]) => ({ value, label }))

const accept: ActSpec = {
  key: 'accept', button: '接单', title: '接单', explain: ['接下以后，办理和联系居民都由本单位负责', '不归本单位办的，请在退单时间前说'],
  fields: [], submit: '接下来办', endpoint: dispatchContract.accept, body: () => undefined,
}
/** The stages still owed are offered with the note. */
const progress = (dispatch: DispatchLine & Partial<Pick<Dispatch, 'milestones'>>): ActSpec => ({
  key: 'progress', button: '记进展', title: '记一次进展', explain: ['居民和社区会看到'],
  fields: [
    { kind: 'text', name: 'note', label: '办到哪一步了', placeholder: '如：已清淤 20 米，新井盖周四到货', maxLength: 1000, missing: '写一句办到哪一步了' },
    ...(stagesLeft(dispatch).length > 0
      ? [{ kind: 'choice' as const, name: 'milestone', label: '完成了哪个阶段（没有可不选）', columns: 2 as const, choices: stagesLeft(dispatch).map(({ code, label }) => ({ value: code, label })) }]
      : []),
    { kind: 'photos', name: 'photos', label: '照片（可不加）', purpose: 'proof', most: MOST_PHOTOS },
  ],
  submit: '记下来', endpoint: dispatchContract.progress,
  body: (values) => ({ note: word(values, 'note'), uploadIds: uploadsIn(values), ...optional(values, 'milestone') }),
})
const stagesLeft = ({ milestones = [] }: Partial<Pick<Dispatch, 'milestones'>>) => milestones.filter(({ isReached }) => !isReached)
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

const requestReturn = (units: readonly Unit[]): ActSpec => ({
  key: 'request-return', button: '退单', title: '不归本单位办，申请退单', explain: ['只能申请一次，要有依据；答复以前照常计时'],
  fields: [
    { kind: 'choice', name: 'reasonCode', label: '为什么退', columns: 1, missing: '选一种', choices: RETURN_REASONS.map(({ code, label }) => ({ value: code, label })) },
    {
      kind: 'text', name: 'basis', label: '依据', placeholder: '如：权责清单第 12 条，路灯由供电公司管', maxLength: 1000, missing: '写一下依据',
      helpFor: (values) => {
        const asks = RETURN_REASONS.find(({ code }) => code === word(values, 'reasonCode'))?.basisAsks
        return asks && `写清楚：${asks}`
      },
    },
    {
      kind: 'choice', name: 'proposedUnitId', label: '建议谁来办（可不选）', columns: 1,
      isAsked: (values) => ['notAuthority', 'otherLead', 'notArea'].includes(word(values, 'reasonCode')),
      choices: units.map(({ id, name }) => ({ value: id, label: name })),
    },
  ],
  submit: '申请退单', endpoint: dispatchContract.requestReturn,
  body: (values) => ({ reasonCode: word(values, 'reasonCode'), basis: word(values, 'basis'), ...optional(values, 'proposedUnitId') }),
})
const withdrawReturn: ActSpec = {
  key: 'withdraw-return', button: '不退了', title: '不退单了，接着办', fields: [], submit: '接着办', endpoint: dispatchContract.withdrawReturn, body: () => ({}),
}
const agrees = (values: ActValues): boolean => word(values, 'decision') === 'approve'
/** First whom the catalogue names, then whom the unit names, then everybody else; never the one that hands it back. */
function nextLeads(suggested: string | null, { unitId, returnRequest }: Pick<Dispatch, 'unitId' | 'returnRequest'>, units: readonly Unit[]): PickChoice[] {
  const proposed = returnRequest?.proposedUnitId ?? null
  const rank = (id: string) => (id === suggested ? 0 : id === proposed ? 1 : 2)
  const hint = (id: string) => [id === suggested ? '目录建议' : '', id === proposed ? '退单单位建议' : ''].filter(Boolean).join('，')
  return units
    .filter(({ id }) => id !== unitId)
    .sort((a, b) => rank(a.id) - rank(b.id))
    .map(({ id, name }) => ({ value: id, label: name, ...(hint(id) && { hint: hint(id) }) }))
}
/** A lead that leaves may be followed by the next one in the same act; assistants still at work go on. */
const decideReturn = (dispatch: DispatchLine & Partial<Pick<Dispatch, 'returnRequest'>>, units: readonly Unit[], assistIds: readonly string[]): ActSpec => ({
  key: 'decide-return', button: '答复退单', title: '答复退单', explain: [dispatch.role === 'lead' ? '同意的，可以马上另派一家；不另派，就回到待派单' : '同意以后，这家不再协办'],
  fields: [
    { kind: 'choice', name: 'decision', label: '同意吗', columns: 2, missing: '选一个', choices: [{ value: 'approve', label: '同意退单' }, { value: 'refuse', label: '不同意' }] },
    ...(dispatch.role === 'lead'
      ? [
          {
            ...pickField({
              name: 'leadUnitId', label: '改派给谁（不选就回到待派单）', none: '没有可以派的单位',
              endpoint: demandContract.suggestion, input: { params: { id: dispatch.demandId } },
              choicesOf: ({ leadUnitId }) => nextLeads(leadUnitId, { unitId: dispatch.unitId, returnRequest: dispatch.returnRequest ?? null }, units),
            }),
            isAsked: agrees,
          },
          {
            kind: 'text' as const, name: 'overrideReason', label: '不按目录建议派的，写一句原因', placeholder: '如：现场看过，属于物业管理区', maxLength: 500,
            isAsked: (values: ActValues) => agrees(values) && word(values, 'leadUnitId') !== '',
          },
        ]
      : []),
    { ...reasonField('理由', '如：权责清单里归你单位'), isAsked: (values) => word(values, 'decision') === 'refuse' },
  ],
  submit: '答复部门', endpoint: dispatchContract.decideReturn,
  body: (values) => ({
    decision: word(values, 'decision'), ...optional(values, 'reason'),
    ...(agrees(values) && word(values, 'leadUnitId') && {
      dispatch: { leadUnitId: word(values, 'leadUnitId'), ...(assistIds.length > 0 && { keepAssists: assistIds }), ...optional(values, 'overrideReason') },
    }),
  }),
})
const handOver = ({ id }: DispatchLine): ActSpec => ({
  key: 'hand-over', button: '转给同事', title: '转给本单位的同事办', explain: ['责任还在本单位，时限不变'],
  fields: [
    pickField({
      name: 'accountId', label: '转给谁', missing: '选一位同事', none: '本单位没有别的承办人，请管理员任命',
      endpoint: dispatchContract.colleagues, input: { params: { id } }, choicesOf: ({ items }) => items.map(({ accountId, name }) => ({ value: accountId, label: name })),
    }),
    { kind: 'text', name: 'reason', label: '想交代一句（可不写）', maxLength: 500 },
  ],
  submit: '转给他', endpoint: dispatchContract.handOver, body: (values) => ({ accountId: word(values, 'accountId'), ...optional(values, 'reason') }),
})
const EXTENSION_DAYS = [3, 5, 7, 10] as const
const requestExtension: ActSpec = {
  key: 'request-extension', button: '延期', title: '申请延期', explain: ['到期前申请，只能一次；最多 10 个工作日，也不超过原来的期限'],
  fields: [
    { kind: 'choice', name: 'workingDays', label: '延几个工作日', columns: 2, missing: '选一个天数', choices: EXTENSION_DAYS.map((days) => ({ value: String(days), label: `${days} 个工作日` })) },
    reasonField('为什么延', '如：定制的井盖下周三到货', '派单人和居民会看到'),
  ],
  submit: '申请延期', endpoint: dispatchContract.requestExtension,
  body: (values) => ({ workingDays: Number(word(values, 'workingDays')), reason: word(values, 'reason') }),
}
const decideExtension: ActSpec = {
  key: 'decide-extension', button: '答复延期', title: '答复延期',
  fields: [
    { kind: 'choice', name: 'decision', label: '同意吗', columns: 2, missing: '选一个', choices: [{ value: 'approve', label: '同意延期' }, { value: 'refuse', label: '不同意' }] },
    { ...reasonField('理由', '如：请先修好一半通行'), isAsked: (values) => word(values, 'decision') === 'refuse' },
  ],
  submit: '答复部门', endpoint: dispatchContract.decideExtension, body: (values) => ({ decision: word(values, 'decision'), ...optional(values, 'reason') }),
}
const recallReply: ActSpec = {
  key: 'recall-reply', button: '收回反馈', title: '收回反馈，接着办', explain: ['核查以前可以收回一次，接着计时'],
  fields: [{ kind: 'text', name: 'reason', label: '为什么（可不写）', maxLength: 500 }],
  submit: '确认收回', endpoint: dispatchContract.recallReply, body: (values) => optional(values, 'reason'),
}
const contactReveal: ActSpec = {
  key: 'contact-reveal', button: '看号码', title: '看居民的联系方式', explain: ['每看一次都会记下来，居民也能看到', '只用来办这件事'],
  fields: [reasonField('为什么要看', '如：约时间上门', '记在这件事的经过里')],
  submit: '看号码（会留记录）', endpoint: dispatchContract.contactReveal, body: (values) => ({ reason: word(values, 'reason') }),
}

/** What else decides what one may do: units by name, and assistants of the same demand still at work. */
interface Beside {
  units?: readonly Unit[]
  assistIds?: readonly string[]
}

/** Everything one may do to a dispatch on the phone, most usual first. */
export function dispatchActs(dispatch: DispatchLine, { units = [], assistIds = [] }: Beside = {}): ActSpec[] {
  const contact = contactAct(dispatchContract.contact)
  // Once they were reached, another contact is a thing among others.
  const [before, after] = dispatch.contactedAt ? [[], [contact]] : [[contact], []]
  return [
    accept, ...before, progress(dispatch), requestExtension, reply, requestReturn(units), withdrawReturn, ...after, contactReveal, handOver(dispatch), recallReply,
    decideReturn(dispatch, units, assistIds), decideExtension, cancel,
  ]
}

/** What the state asks of whoever may act: of the handler to accept, to make contact, to answer; of who decides, to decide. */
export function primaryAct({ state, role, contactedAt, abilities }: Pick<DispatchLine, 'state' | 'role' | 'contactedAt' | 'abilities'>): string | null {
  if (state === 'sent') return 'accept'
  if (state === 'return_requested') return 'decide-return'
  if (state !== 'accepted') return null
  if (abilities['decide-extension'] === true) return 'decide-extension'
  return role === 'lead' && contactedAt === null ? 'contact' : 'reply'
}
