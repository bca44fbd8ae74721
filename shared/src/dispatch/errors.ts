import { defineErrors } from '../kernel/error.ts'

export const dispatchErrors = defineErrors({
  NOT_LEAD: { status: 403, message: '联系居民由主办单位负责' },
  CONTACT_NEEDED: { status: 422, message: '主办单位请先联系居民；联系不上的，要试过三次' },
  CONTACT_IN_FUTURE: { status: 422, message: '联系的时间不能晚于现在，也不能早于派单的时间' },
  RETURN_TOO_LATE: { status: 422, message: '已经过了可以退单的时间' },
  RETURN_ONCE: { status: 422, message: '一张派单只能申请退一次' },
  RETURN_AFTER_REDO: { status: 422, message: '核查后再办的，不能退单' },
  RETURN_REASON_UNKNOWN: { status: 422, message: '没有这一条退单理由，请重新选' },
  REASON_NEEDED: { status: 422, message: '请写明原因' },
  NOT_COLLEAGUE: { status: 422, message: '只能转给本单位的承办人' },
  EXTENSION_ONCE: { status: 422, message: '一张派单只能申请延期一次' },
  EXTENSION_TOO_LATE: { status: 422, message: '已经到期，不能再申请延期' },
  EXTENSION_TOO_LONG: { status: 422, message: '延期最多 10 个工作日，也不能超过原来的期限' },
  EXTENSION_EMERGENCY: { status: 422, message: '应急的事不能延期' },
  TIME_STANDS: { status: 422, message: '这件事现在暂停计时，恢复计时以后再申请延期' },
  EXTENSION_BY_STREET: { status: 403, message: '疑难的事，延期由街道决定' },
  EXTENSION_NOT_ASKED: { status: 422, message: '没有等答复的延期申请' },
  RECALL_ONCE: { status: 422, message: '反馈只能收回一次' },
  MILESTONE_UNKNOWN: { status: 422, message: '这件事没有这个阶段，或者已经完成' },
  PLAN_NEEDED: { status: 422, message: '没有全部解决的，请写下一步打算' },
})
