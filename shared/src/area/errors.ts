import { defineErrors } from '../kernel/error.ts'

export const areaErrors = defineErrors({
  AREA_NOT_FOUND: { status: 404, message: '没有这个地方，请重新选' },
})
