import { defineErrors } from '../kernel/error.ts'

export const calendarErrors = defineErrors({
  DAY_NOT_IN_YEAR: { status: 422, message: '有的日期不在这一年' },
  DAY_TWICE: { status: 422, message: '有的日期写了两次' },
  HOURS_WRONG: { status: 422, message: '时间段要从早到晚，不能重叠' },
})
