import { bookingStaffContract } from '@huying/shared/booking/staff-contract'
import { type ActSpec, optional, reasonField, word } from '../../components/case/act-spec'

const NAME_LETTERS = 20

/** What the desk does with a session; its abilities say which of it now. */
export const SESSION_ACTS: readonly ActSpec[] = [
  { key: 'keep', button: '照常办', title: '这一场照常办', fields: [], submit: '照常办', endpoint: bookingStaffContract.keep, body: () => undefined, explain: ['约好的人不受影响'] },
  {
    key: 'change-seats', button: '改名额', title: '改这一场的名额', submit: '改名额', endpoint: bookingStaffContract.seats,
    explain: ['多出来的位子先问候补的人'],
    fields: [{ kind: 'text', name: 'seats', label: '一共几个名额', maxLength: 4, missing: '写一个数字' }],
    body: (values) => ({ seats: Number(word(values, 'seats')) }),
  },
  {
    key: 'close', button: '不办了', title: '这一场不办了', submit: '不办了，告诉大家', endpoint: bookingStaffContract.close,
    explain: ['约好的全部取消，不记在他们头上', '会告诉每个人，并请他们看下一场'],
    fields: [reasonField('为什么', '如：老师临时生病', '约的人都会看到这句话')],
    body: (values) => optional(values, 'reason'),
  },
  { key: 'reopen', button: '恢复这一场', title: '恢复这一场', fields: [], submit: '恢复', endpoint: bookingStaffContract.reopen, body: () => undefined, explain: ['约过的人会收到通知，要自己再约'] },
]

/** 现场登记: always offered at the desk; the server says when it is too early or full. */
export const WALK_IN: ActSpec = {
  key: 'walk-in', button: '现场登记', title: '登记现场来的人', submit: '登记', endpoint: bookingStaffContract.walkIn,
  explain: ['登记了就算签到'],
  fields: [{ kind: 'text', name: 'name', label: '姓名', maxLength: NAME_LETTERS, missing: '写一下姓名' }],
  body: (values) => ({ onBehalfOf: { name: word(values, 'name') } }),
}

export const CONFIRM_SHEET: ActSpec = {
  key: 'confirm-day-sheet', button: '确认名单', title: '确认到场名单', fields: [], submit: '名单没错', endpoint: bookingStaffContract.confirmDaySheet, body: () => ({}),
}
