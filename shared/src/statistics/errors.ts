import { defineErrors } from '../kernel/error.ts'

export const statisticsErrors = defineErrors({
  PERIOD_NOT_VALID: { status: 422, message: '开始的月份不能晚于结束的月份，一次最多看三年' },
  AREA_NOT_COUNTED: { status: 422, message: '心愿按县、镇和社区统计，请选其中一级' },
})
