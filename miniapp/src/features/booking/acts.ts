import { bookingContract, type Booking } from '@huying/shared/booking/contract'
import { type ActSpec, optional, reasonField, word } from '../../components/case/act-spec'

const REASON_LETTERS = 200
const mayReason = (label: string) => ({ kind: 'text', name: 'reason', label, maxLength: REASON_LETTERS }) as const

const CHECK_IN: ActSpec = { key: 'check-in', button: '签到', title: '签到', fields: [], submit: '签到', endpoint: bookingContract.checkIn, body: () => ({}) }
const APPROVE: ActSpec = {
  key: 'approve', button: '同意', title: '同意这次预约', fields: [], submit: '同意', endpoint: bookingContract.approve, body: () => undefined,
  explain: ['位子给他留着，会马上告诉他'],
}
const MOVE: ActSpec = { key: 'move', button: '改时间', title: '改到另一场', fields: [], submit: '改时间', endpoint: bookingContract.move, body: () => ({}) }

/** Whoever books needs no reason, whoever takes a place away from somebody gives one. */
const cancel = (isOwn: boolean, isLate: boolean): ActSpec => ({
  key: 'cancel', button: '取消预约', title: '取消这次预约', submit: '取消预约', endpoint: bookingContract.cancel,
  explain: [isOwn ? '位子会让给排队的人' : '会告诉约的人，写上您的原因', ...(isOwn && isLate ? ['已经过了取消的时间，会记成晚取消，不算爽约'] : [])],
  fields: [isOwn ? mayReason('为什么（可不写）') : reasonField('为什么取消', '如：老师临时有事', '约的人会看到这句话')],
  body: (values) => optional(values, 'reason'),
})

const DECIDE: readonly ActSpec[] = [
  {
    key: 'decline', button: '不同意', title: '不同意这次预约', submit: '不同意', endpoint: bookingContract.decline,
    fields: [reasonField('为什么', '如：这一场只收 60 岁以上的', '约的人会看到这句话')], body: (values) => optional(values, 'reason'),
  },
  {
    key: 'undo-check-in', button: '撤销签到', title: '撤销签到', submit: '撤销', endpoint: bookingContract.undoCheckIn,
    fields: [mayReason('为什么（可不写）')], body: (values) => optional(values, 'reason'),
  },
  {
    key: 'complete', button: '办完了', title: '服务办完了', fields: [], submit: '办完了', endpoint: bookingContract.complete, body: () => undefined,
    explain: ['位子可以给现场的下一位'],
  },
  {
    key: 'decide-appeal', button: '认定', title: '没有来，算不算爽约', submit: '就这么定', endpoint: bookingContract.decideAppeal,
    fields: [
      {
        kind: 'choice', name: 'decision', label: '怎么认定', columns: 1, missing: '选一个结果',
        choices: [{ value: 'excuse', label: '情况属实，不算爽约' }, { value: 'uphold', label: '维持原来的记录' }],
      },
      reasonField('理由', '如：看过医院的挂号单', '约的人会看到这句话'),
    ],
    body: (values) => ({ decision: word(values, 'decision'), ...optional(values, 'reason') }),
  },
]

const APPEAL: ActSpec = {
  key: 'appeal', button: '说明情况', title: '没有来的记录不对', submit: '请重新认定', endpoint: bookingContract.appeal,
  explain: ['由别的窗口来认定，3 个工作日内答复', '认定期间不影响您预约'],
  fields: [reasonField('是什么情况', '如：孩子发烧，去了医院', '只有认定的窗口能看到')], body: (values) => optional(values, 'reason'),
}

type Owned = Pick<Booking, 'abilities' | 'cancelBy' | 'passCode'>

/** The pass code is shown to whoever booked and to nobody else. */
export const isOwn = ({ passCode }: Owned): boolean => passCode !== null

/** Everything one may ever do to a booking; its abilities say which of it now. What a desk decides is never offered, or explained away, to whoever booked. */
export const actsOf = (booking: Owned, now: Date): ActSpec[] => [CHECK_IN, MOVE, APPEAL, ...(isOwn(booking) ? [] : [APPROVE, ...DECIDE]), cancel(isOwn(booking), new Date(booking.cancelBy) < now)]

const ASKED = ['check-in', 'approve', 'appeal', 'decide-appeal'] as const
/** What the booking asks for now, by whoever may do it. */
export const askedAct = ({ abilities }: Pick<Booking, 'abilities'>): string | null => ASKED.find((key) => abilities[key] === true) ?? null
