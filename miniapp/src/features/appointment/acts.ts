import { appointmentContract } from '@huying/shared/appointment/contract'
import { areaContract } from '@huying/shared/area/contract'
import { dayOf, startOfDay } from '@huying/shared/kernel/calendar-day'
import { ROLE_LABELS } from '@huying/shared/kernel/role'
import { type ActField, type ActSpec, type ActValues, pickField, word } from '../../components/case/act-spec'

const STARTS = [{ value: '0', label: '从现在起' }, { value: '1', label: '明天起' }, { value: '2', label: '后天起' }, { value: '7', label: '一周后起' }] as const
const LENGTHS = ['1', '2', '3', '5', '7', '14', '30'].map((days) => ({ value: days, label: `${days} 天` }))

/** From this moment or the first of a day to come, to the end of the last day; a day counts whole. */
export function absenceOf(values: ActValues, now: Date): { from?: string; to: string } {
  const today = dayOf(now.getTime())
  const first = Number(word(values, 'start'))
  const to = new Date(startOfDay(today + first + Number(word(values, 'days')))).toISOString()
  return first === 0 ? { to } : { from: new Date(startOfDay(today + first)).toISOString(), to }
}

const whenFields: readonly ActField[] = [
  { kind: 'choice', name: 'start', label: '从什么时候起', columns: 2, missing: '选一个开始的时间', choices: STARTS },
  { kind: 'choice', name: 'days', label: '离岗几天', columns: 3, missing: '选一个天数', choices: LENGTHS },
  { kind: 'text', name: 'reason', label: '什么事', placeholder: '如：回老家办事、住院、培训', help: '社区和街道能看到', maxLength: 100, missing: '写一句什么事' },
]
const EXPLAIN = ['这段时间由 B岗值班；没有 B岗的，由上一级或社区值班', '手上的事跟着岗位走，您回来就还是您的'] as const

/** 我要离岗: of the office one acts under. */
export const ownAbsenceAct = (appointmentId: string): ActSpec => ({
  key: 'absence', button: '登记离岗', title: '我要离岗', explain: EXPLAIN, fields: whenFields, submit: '登记', endpoint: appointmentContract.reportAbsence,
  body: (values) => ({ appointmentId, reason: word(values, 'reason'), ...absenceOf(values, new Date()) }),
})

const MOST_AREAS = 100
const COMMUNITY_DIGITS = 12

/** For somebody else of the community or town one answers for: the place first, then who holds its post. */
export const absenceForAct = (areaCode: string): ActSpec => {
  const isCommunity = areaCode.length === COMMUNITY_DIGITS
  const gridOf = pickField({
    name: 'gridCode', label: '哪个网格', missing: '选一个网格', none: '这里没有网格',
    endpoint: areaContract.list,
    input: (values) => ({ query: { parent: isCommunity ? areaCode : word(values, 'communityCode'), kind: 'grid' as const, limit: MOST_AREAS } }),
    choicesOf: ({ items }) => items.map(({ code, name }) => ({ value: code, label: name })),
  })
  return {
    key: 'absence', button: '登记离岗', title: '替片长登记离岗', explain: EXPLAIN,
    fields: [
      ...(isCommunity
        ? [gridOf]
        : [
            pickField({
              name: 'communityCode', label: '哪个社区（村）', missing: '选一个社区', none: '这里没有社区',
              endpoint: areaContract.list, input: { query: { parent: areaCode, kind: 'community', limit: MOST_AREAS } },
              choicesOf: ({ items }) => items.map(({ code, name }) => ({ value: code, label: name })),
            }),
            { ...gridOf, isAsked: (values: ActValues) => word(values, 'communityCode') !== '' },
          ]),
      {
        ...pickField({
          name: 'appointmentId', label: '谁离岗', missing: '选一个人', none: '这个网格还没有片长',
          endpoint: appointmentContract.list, input: (values) => ({ query: { role: 'gridLeader' as const, scopeId: word(values, 'gridCode') } }),
          choicesOf: ({ items }) => items.map(({ id, name, role, post }) => ({ value: id, label: name, hint: `${ROLE_LABELS[role]}${post ? ` ${post}岗` : ''}` })),
        }),
        isAsked: (values) => word(values, 'gridCode') !== '',
      },
      ...whenFields,
    ],
    submit: '登记', endpoint: appointmentContract.reportAbsence,
    body: (values) => ({ appointmentId: word(values, 'appointmentId'), reason: word(values, 'reason'), ...absenceOf(values, new Date()) }),
  }
}

/** 回来了, or called off before it began. */
export const endAbsenceAct = (isNow: boolean): ActSpec => ({
  key: 'end', button: isNow ? '回来了' : '不离岗了', title: isNow ? '回来了，接着值班' : '不离岗了', explain: ['从现在起还是这个岗位的人值班'],
  fields: [], submit: isNow ? '接着值班' : '取消离岗', endpoint: appointmentContract.endAbsence, body: () => ({}),
})
