import { defineErrors } from '../kernel/error.ts'

export const associationErrors = defineErrors({
  TERM_OVERLAPS: { status: 409, message: '这段时间联合会已经有轮值会长了' },
  TERM_TOO_LONG: { status: 422, message: '一次任期最多一个季度' },
  TERM_IN_PAST: { status: 422, message: '任期要从现在以后开始，并且早于结束' },
  NOT_SECRETARY: { status: 422, message: '轮值会长要由成员单位的书记担任' },
  SAME_UNIT_TWICE: { status: 422, message: '同一个单位不能连任，请轮到别的单位' },
  ASSOCIATION_UNKNOWN: { status: 422, message: '没有这个联合会' },
  NOT_YOURSELF: { status: 403, message: '不能任命自己' },
})
