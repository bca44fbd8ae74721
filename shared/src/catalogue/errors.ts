import { defineErrors } from '../kernel/error.ts'

export const catalogueErrors = defineErrors({
  CATALOGUE_FAULTY: { status: 422, message: '还有几处要改，请照提示改完再发布' },
  CATALOGUE_CHANGED: { status: 409, message: '别人刚发布了新的一版，请在新版上改' },
  CATALOGUE_UNCHANGED: { status: 422, message: '和现在的一样，没有要发布的' },
  IN_FORCE_TOO_EARLY: { status: 422, message: '启用时间不能早于现在，也不能晚于一年以后' },
  COMPARISON_TOO_SLOW: { status: 422, message: '比得太久，停下了。请少改几条再比' },
})
