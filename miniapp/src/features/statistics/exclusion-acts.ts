import { EXCLUSION_REASONS } from '@huying/shared/complaint/catalogue'
import { exclusionContract } from '@huying/shared/statistics/exclusion-contract'
import { type ActSpec, MOST_LETTERS, reasonField, word } from '../../components/case/act-spec'

/** Asks for a case to be left out; an officer of the county has to agree. */
export const proposeAct = (complaintId: string): ActSpec => ({
  key: 'propose',
  button: '申请不计入',
  title: '申请不计入三率',
  explain: ['由不在考核线上的县级人员确认，确认后才不计入', '反映人会收到通知，可以提出异议', '不计入的比例超过 5% 会公开标出'],
  fields: [
    { kind: 'choice', name: 'reasonCode', label: '为什么不该计入', columns: 1, missing: '选一个理由', choices: EXCLUSION_REASONS.map(({ code, label }) => ({ value: code, label })), helpFor: (values) => EXCLUSION_REASONS.find(({ code }) => code === word(values, 'reasonCode'))?.hint },
    { kind: 'text', name: 'basis', label: '依据', placeholder: '至少写 5 个字', help: '确认的人和反映人都能看到', maxLength: MOST_LETTERS, missing: '写明依据' },
  ],
  submit: '交给县里确认',
  endpoint: exclusionContract.propose,
  body: (values) => ({ complaintId, reasonCode: word(values, 'reasonCode'), basis: word(values, 'basis') }),
})

/** What may be done to an exclusion: by its reporter, and by an officer outside the measured line. */
export const EXCLUSION_ACTS: readonly ActSpec[] = [
  {
    key: 'object', button: '我不同意', title: '我不同意不计入', explain: ['答复之前，这件事照样计入', '由另一位没有经手的人来定'],
    fields: [reasonField('为什么不同意', '如：那几天我一直接得到电话', '决定的人能看到')],
    submit: '提出异议', endpoint: exclusionContract.object, body: (values) => ({ reason: word(values, 'reason') }),
  },
  {
    key: 'decide-objection', button: '答复异议', title: '答复居民的异议', explain: ['反映人会收到答复'],
    fields: [
      { kind: 'choice', name: 'decision', label: '怎么定', columns: 2, missing: '选一个结果', choices: [{ value: 'lift', label: '重新计入' }, { value: 'uphold', label: '维持不计入' }] },
      reasonField('理由', '如：通话记录显示三次都无人接听', '反映人能看到'),
    ],
    submit: '就这样定', endpoint: exclusionContract.decideObjection, body: (values) => ({ decision: word(values, 'decision'), reason: word(values, 'reason') }),
  },
  {
    key: 'lift', button: '重新计入', title: '重新计入三率', fields: [reasonField('为什么重新计入', '如：后来查到是记错了号码', '反映人能看到')],
    submit: '重新计入', endpoint: exclusionContract.lift, body: (values) => ({ reason: word(values, 'reason') }),
  },
]
