import { defineErrors } from '../kernel/error.ts'

export const notificationErrors = defineErrors({
  TEMPLATE_UNKNOWN: { status: 422, message: '没有这个消息模板' },
})
