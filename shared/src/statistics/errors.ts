import { defineErrors } from '../kernel/error.ts'

export const statisticsErrors = defineErrors({
  PERIOD_NOT_VALID: { status: 422, message: '开始的月份不能晚于结束的月份，一次最多看三年' },
  AREA_NOT_COUNTED: { status: 422, message: '按县、镇和社区统计，请选其中一级' },
  EXCLUDED_ALREADY: { status: 409, message: '这件诉求已经申请过不计入，每件只能一次' },
  NOT_A_CASE: { status: 422, message: '这件诉求没有算在三率里，不用排除' },
  ATTEMPTS_MISSING: { status: 422, message: '要在 2 天里联系过 3 次以上、都没有联系上，并且都有记录' },
  IN_MEASURED_LINE: { status: 403, message: '您在被考核的这条线上，请由线外的人决定' },
  ANOTHER_OFFICER: { status: 403, message: '当初同意的人不能再决定异议，请由另一位决定' },
})
