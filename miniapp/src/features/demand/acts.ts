import { DISMISS_REASONS, HOLD_REASONS } from '@huying/shared/demand/catalogue'
import { demandContract } from '@huying/shared/demand/contract'
import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day'
import { type ActField, type ActSpec, type ActValues, optional, pickField, reasonField, uploadsIn, word } from '../../components/case/act-spec'
import type { Unit } from '../../hooks/use-units'
import { titleOf } from '../../components/case/title'
import type { Demand } from './service'
import { holdWords, isLive, stateWord } from './view-model'

const MOST_PHOTOS = 9
const OUTCOMES = Object.entries(DEMAND_OUTCOME_LABELS).map(([value, label]) => ({ value, label }))

/** A sheet of its own shows the suggestion. */
const dispatch: ActSpec = { key: 'dispatch', button: '派单', title: '派单', fields: [], submit: '派单', endpoint: demandContract.dispatch, body: () => undefined }

const verify: ActSpec = {
  key: 'verify', button: '核查过了', title: '上门核查', explain: ['到现场看过再记；解决了，就请居民评价', '部分解决、解决不了的，要派单的人也同意'],
  fields: [
    { kind: 'choice', name: 'outcome', label: '看到的结果', missing: '选一个结果', columns: 1, choices: OUTCOMES },
    { kind: 'text', name: 'note', label: '看到了什么', placeholder: '如：坑已补平，路面平整', help: '居民会看到这段话', maxLength: 1000, missing: '写一下看到了什么' },
    { kind: 'photos', name: 'photos', label: '现场照片', purpose: 'proof', most: MOST_PHOTOS, missing: '拍一张现场的照片', help: '不要拍到人' },
  ],
  submit: '记下核查结果', endpoint: demandContract.verify,
  body: (values) => ({ outcome: word(values, 'outcome'), note: word(values, 'note'), uploadIds: uploadsIn(values) }),
}

const redo = ({ dispatches }: Demand): ActSpec => {
  const replied = dispatches.filter(({ state }) => state === 'replied')
  return {
    key: 'redo', button: '请再办', title: '没通过，请部门再办', explain: ['办理时间减半，至少 1 个工作日', '再办两次还不行，要重新派单'],
    fields: [
      ...(replied.length > 1
        ? [{
            kind: 'choice' as const, name: 'dispatchId', label: '请谁再办', columns: 1 as const, missing: '选一个单位',
            choices: [...replied.map(({ id, unitName }) => ({ value: id, label: unitName })), { value: 'all', label: '都要再办' }],
          }]
        : []),
      reasonField('哪里没通过', '如：井盖换了，四周没填平', '部门会看到'),
    ],
    submit: '请部门再办', endpoint: demandContract.redo,
    body: (values) => {
      const chosen = word(values, 'dispatchId')
      return { dispatchIds: chosen && chosen !== 'all' ? [chosen] : replied.map(({ id }) => id), reason: word(values, 'reason') }
    },
  }
}

const addAssist = (units: readonly Unit[], { dispatches }: Demand): ActSpec => ({
  key: 'add-assist', button: '加协办', title: '再请一个部门协办',
  fields: [
    {
      kind: 'choice', name: 'unitId', label: '请谁协办', columns: 1, missing: '选一个单位',
      choices: units.filter(({ id }) => !dispatches.some(({ unitId }) => unitId === id)).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'choice', name: 'isRequired', label: '要等它也反馈吗', columns: 2, missing: '选一个',
      choices: [{ value: 'yes', label: '要，都办完才核查' }, { value: 'no', label: '不等它' }],
    },
    { kind: 'text', name: 'reason', label: '请它做什么（可不写）', placeholder: '如：检测油烟，出一份结果', maxLength: 500 },
  ],
  submit: '请它协办', endpoint: demandContract.addAssist,
  body: (values) => ({ unitId: word(values, 'unitId'), isRequired: word(values, 'isRequired') === 'yes', ...optional(values, 'reason') }),
})

const takeOver: ActSpec = {
  key: 'take-over', button: '接过来', title: '上一级接过来', explain: ['接过来以后，派单、退单、延期都由您这一级定', '已经派出的单位接着办'],
  fields: [reasonField('为什么接过来', '如：两次退单，部门说不拢')], submit: '接过来', endpoint: demandContract.takeOver, body: (values) => ({ reason: word(values, 'reason') }),
}
const handBack: ActSpec = {
  key: 'hand-back', button: '交回去', title: '交回下一级',
  fields: [reasonField('为什么交回去', '如：分工已经定了，由会长接着管')], submit: '交回去', endpoint: demandContract.handBack, body: (values) => ({ reason: word(values, 'reason') }),
}

const DAYS = [3, 7, 15, 30] as const
const setDate: ActSpec = {
  key: 'set-date', button: '改日期', title: '重新定办结时间', explain: ['原来的时间不会抹掉，三率仍按原来的算'],
  fields: [
    { kind: 'choice', name: 'days', label: '从今天起再给多少天', columns: 2, missing: '选一个天数', choices: DAYS.map((days) => ({ value: String(days), label: `${days} 天` })) },
    reasonField('为什么改', '如：等管道到货'),
  ],
  submit: '改到这一天', endpoint: demandContract.setDate,
  body: (values) => ({ dueAt: closingOfDay(Number(word(values, 'days'))), reason: word(values, 'reason') }),
}

/** The day in Shanghai so many days from now, `2026-12-24`. */
const dayIn = (days: number): string => isoDate(dayOf(Date.now()) + days)
const closingOfDay = (days: number): string => `${dayIn(days)}T18:00:00+08:00`

const REVIEW_DAYS = [30, 60, 90] as const
const reviewField: ActField = {
  kind: 'choice', name: 'reviewDays', label: '什么时候再看', missing: '选一个时间', choices: REVIEW_DAYS.map((days) => ({ value: String(days), label: `${days} 天后` })),
}
const reviewOn = (values: ActValues) => dayIn(Number(word(values, 'reviewDays')))

const proposeHold: ActSpec = {
  key: 'propose-hold', button: '申请挂账', title: '眼下办不了，申请挂账', explain: ['要上一级同意；同意以前照常办', '挂账期间暂停计时，原因和时间会告诉居民'],
  fields: [
    { kind: 'choice', name: 'reasonCode', label: '为什么办不了', columns: 1, missing: '选一种', choices: HOLD_REASONS.map(({ code, label }) => ({ value: code, label })) },
    {
      kind: 'text', name: 'plan', label: '挂账期间怎么办', placeholder: '如：先围挡；资金已报县里，3 月底前到', maxLength: 1000, missing: '写一下挂账期间怎么办',
      helpFor: (values) => {
        const asks = HOLD_REASONS.find(({ code }) => code === word(values, 'reasonCode'))?.planAsks
        return asks && `写清楚：${asks}`
      },
    },
    reviewField,
  ],
  submit: '申请挂账', endpoint: demandContract.proposeHold,
  body: (values) => ({ reasonCode: word(values, 'reasonCode'), plan: word(values, 'plan'), reviewOn: reviewOn(values) }),
}
const decideHold = ({ hold }: Demand): ActSpec => ({
  key: 'decide-hold', button: '答复挂账', title: '答复挂账申请', explain: hold ? holdWords(hold) : [],
  fields: [
    { kind: 'choice', name: 'decision', label: '同意吗', columns: 2, missing: '选一个', choices: [{ value: 'approve', label: '同意挂账' }, { value: 'refuse', label: '不同意' }] },
    { ...reasonField('理由', '如：资金已经到位，请接着办'), isAsked: (values) => word(values, 'decision') === 'refuse' },
  ],
  submit: '答复', endpoint: demandContract.decideHold, body: (values) => ({ decision: word(values, 'decision'), ...optional(values, 'reason') }),
})
const renewHold: ActSpec = {
  key: 'renew-hold', button: '接着挂账', title: '条件还不具备，接着挂账', explain: ['最多再挂两次，第三次要县里定并公开'],
  fields: [reviewField, reasonField('为什么还办不了', '如：汛期还没过')],
  submit: '接着挂账', endpoint: demandContract.renewHold, body: (values) => ({ reviewOn: reviewOn(values), reason: word(values, 'reason') }),
}
const releaseHold: ActSpec = {
  key: 'release-hold', button: '结束挂账', title: '可以办了，结束挂账', explain: ['马上接着计时'],
  fields: [reasonField('为什么可以办了', '如：材料到货')], submit: '接着办', endpoint: demandContract.releaseHold, body: (values) => ({ reason: word(values, 'reason') }),
}
const isDuplicate = (values: ActValues): boolean => word(values, 'reasonCode') === 'duplicate'
const dismiss = ({ id, category, communityCode, townCode }: Demand): ActSpec => ({
  key: 'dismiss', button: '不记台账', title: '退回、重复或记错', explain: ['要社区同意；社区不同意的，由街道定', '同意后，派出的单撤回；诉求回到社区，重复的并到另一条'],
  fields: [
    { kind: 'choice', name: 'reasonCode', label: '为什么', columns: 1, missing: '选一种', choices: DISMISS_REASONS.map(({ code, label }) => ({ value: code, label })) },
    {
      ...pickField({
        name: 'duplicateOf', label: '和哪一条重复', missing: '选一条', none: '这个社区没有同类的、还在办的台账',
        endpoint: demandContract.list, input: { query: { queue: 'all', category, areaCode: communityCode ?? townCode, limit: 50 } },
        choicesOf: ({ items }) =>
          items.filter((other) => other.id !== id && isLive(other.state)).map((other) => ({ value: other.id, label: titleOf(other.text), hint: `${other.number} · ${stateWord(other.state)}` })),
      }),
      isAsked: isDuplicate,
    },
    reasonField('说明', '如：社区物业能办'),
  ],
  submit: '请社区同意', endpoint: demandContract.dismiss,
  body: (values) => ({ reasonCode: word(values, 'reasonCode'), reason: word(values, 'reason'), ...(isDuplicate(values) && optional(values, 'duplicateOf')) }),
})

/** Everything one may do to a demand on the phone, most usual first. */
export const demandActs = (demand: Demand, units: readonly Unit[]): ActSpec[] => [
  dispatch, verify, redo(demand), decideHold(demand), releaseHold, renewHold, addAssist(units, demand), proposeHold, dismiss(demand), takeOver, handBack, setDate,
]

/** What the state asks of whoever may act: the red button. A proposed hold waits for its answer before anything else. */
export function primaryAct({ state, abilities }: Pick<Demand, 'state' | 'abilities'>): string | null {
  if (abilities['decide-hold'] === true) return 'decide-hold'
  if (state === 'pending') return 'dispatch'
  return state === 'replied' ? 'verify' : null
}
