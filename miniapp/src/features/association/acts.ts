import { associationContract, type AssociationAnswer } from '@huying/shared/association/contract'
import { monthsAfter } from '@huying/shared/association/term'
import { dayOf, startOfDay } from '@huying/shared/kernel/calendar-day'
import { type ActSpec, type ActValues, pickField, reasonField, word } from '../../components/case/act-spec'

const FOLLOWS = 'follows'
/** A second person has to agree first, so a term never begins at once. */
const STARTS = [{ value: '1', label: '明天起' }, { value: '3', label: '3 天后起' }, { value: '7', label: '7 天后起' }] as const
const LENGTHS = [{ value: '1', label: '1 个月' }, { value: '2', label: '2 个月' }, { value: '3', label: '一个季度' }] as const

/** From the end of the term before it, or from the first moment of a day to come; until the same day so many months on. */
export function termOf(values: ActValues, takenUntil: string | null, now: Date): { from: string; to: string } {
  const start = word(values, 'start')
  const from = start === FOLLOWS && takenUntil !== null ? new Date(takenUntil) : new Date(startOfDay(dayOf(now.getTime()) + Number(start)))
  return { from: from.toISOString(), to: monthsAfter(from, Number(word(values, 'months'))).toISOString() }
}

/** 定下一任: a secretary of a member unit, from when, for how long; two offices decide together. */
export const appointAct = ({ id, takenUntil }: AssociationAnswer): ActSpec => ({
  key: 'appoint', button: '定下一任', title: '定下一任轮值会长', explain: ['管理员和街道两个人都同意才生效', '一次最多一个季度，同一个单位不连任'],
  fields: [
    pickField({
      name: 'accountId', label: '由谁轮值', missing: '选一位成员单位的书记', none: '成员单位还没有登记书记',
      endpoint: associationContract.candidates, input: { params: { id } },
      choicesOf: ({ items }) => items.map(({ accountId, name, unitName, isLast }) => ({ value: accountId, label: unitName, hint: `书记 ${name}${isLast ? '，刚轮过' : ''}` })),
    }),
    {
      kind: 'choice', name: 'start', label: '从什么时候起', columns: 2, missing: '选一个开始的时间',
      choices: takenUntil === null ? STARTS : [{ value: FOLLOWS, label: '接着上一任' }],
    },
    { kind: 'choice', name: 'months', label: '轮值多久', columns: 3, missing: '选一个时间', choices: LENGTHS },
  ],
  submit: '提出来，请另一人同意', endpoint: associationContract.appoint,
  body: (values) => ({ associationId: id, accountId: word(values, 'accountId'), ...termOf(values, takenUntil, new Date()) }),
})

const reasonBody = (values: ActValues) => ({ reason: word(values, 'reason') })

/** What may end a term: cancelling one to come and revoking one that runs need two persons, giving it up only its chair. */
export const TERM_ACTS: readonly ActSpec[] = [
  {
    key: 'resign', button: '辞任', title: '辞去轮值会长', explain: ['从这一刻起，派单和答复就不由您定', '没派完的、没答复的，都留给接任的人；还没有接任的，由街道接着办'],
    fields: [reasonField('为什么', '如：调到别的单位')], submit: '现在辞任', endpoint: associationContract.resign, body: reasonBody,
  },
  {
    key: 'revoke', button: '提前结束', title: '提前结束任期', explain: ['管理员和街道两个人都同意才生效', '生效那一刻起他就不能再派单；没办完的照常办'],
    fields: [reasonField('为什么', '如：已不担任书记')], submit: '提出来，请另一人同意', endpoint: associationContract.revoke, body: reasonBody,
  },
  {
    key: 'cancel', button: '取消', title: '取消还没开始的任期', explain: ['管理员和街道两个人都同意才生效'],
    fields: [reasonField('为什么', '如：人选有变')], submit: '提出来，请另一人同意', endpoint: associationContract.cancel, body: reasonBody,
  },
]
