import { demandContract } from '@huying/shared/demand/contract'
import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { type ActSpec, optional, reasonField, uploadsIn, word } from '../../components/case/act-spec'
import type { Unit } from '../../hooks/use-units'
import type { Demand } from './service'

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
    { kind: 'text', name: 'reason', label: '请它做什么（可不写）', placeholder: '如：检测油烟，出一份结果', maxLength: 500 },
  ],
  submit: '请它协办', endpoint: demandContract.addAssist, body: (values) => ({ unitId: word(values, 'unitId'), ...optional(values, 'reason') }),
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
const DAY_MS = 86_400_000
const setDate: ActSpec = {
  key: 'set-date', button: '改日期', title: '重新定办结时间', explain: ['原来的时间不会抹掉，三率仍按原来的算'],
  fields: [
    { kind: 'choice', name: 'days', label: '从今天起再给多少天', columns: 2, missing: '选一个天数', choices: DAYS.map((days) => ({ value: String(days), label: `${days} 天` })) },
    reasonField('为什么改', '如：等管道到货'),
  ],
  submit: '改到这一天', endpoint: demandContract.setDate,
  body: (values) => ({ dueAt: closingOfDay(Number(word(values, 'days'))), reason: word(values, 'reason') }),
}

/** 18:00 in Shanghai of the day so many days from now. */
function closingOfDay(days: number): string {
  const day = new Date(Date.now() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10)
  return `${day}T18:00:00+08:00`
}

/** Everything one may do to a demand on the phone, most usual first. */
export const demandActs = (demand: Demand, units: readonly Unit[]): ActSpec[] => [
  dispatch, verify, redo(demand), addAssist(units, demand), takeOver, handBack, setDate,
]

/** What the state asks of whoever may act: the red button. */
export function primaryAct({ state }: Pick<Demand, 'state'>): string | null {
  if (state === 'pending') return 'dispatch'
  return state === 'replied' ? 'verify' : null
}
