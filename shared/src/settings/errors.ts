import { defineErrors } from '../kernel/error.ts'

export const settingsErrors = defineErrors({
  SETTING_OUT_OF_BOUNDS: { status: 422, message: '有的值超出了允许的范围' },
})
