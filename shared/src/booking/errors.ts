import { defineErrors } from '../kernel/error.ts'

export const bookingErrors = defineErrors({
  PERIOD_TOO_LONG: { status: 422, message: '一次最多看 60 天的场次' },
})
