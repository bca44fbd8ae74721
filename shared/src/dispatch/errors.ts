import { defineErrors } from '../kernel/error.ts'

export const dispatchErrors = defineErrors({
  NOT_LEAD: { status: 403, message: '联系居民由主办单位负责' },
  CONTACT_NEEDED: { status: 422, message: '主办单位请先联系居民；联系不上的，要试过三次' },
  CONTACT_IN_FUTURE: { status: 422, message: '联系的时间不能晚于现在，也不能早于派单的时间' },
  PLAN_NEEDED: { status: 422, message: '没有全部解决的，请写下一步打算' },
})
