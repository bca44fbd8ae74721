import { defineErrors } from '../kernel/error.ts'

export const offerErrors = defineErrors({
  NOT_A_MEMBER: { status: 403, message: '这是给党员用的，您可以直接许愿或反映问题' },
  NOT_A_COMMUNITY: { status: 422, message: '只能在社区或村报到，请重新选' },
})
