import { defineErrors } from '../kernel/error.ts'

export const accountErrors = defineErrors({
  LOGIN_CODE_REFUSED: { status: 422, message: '微信登录没成功，请再点一次' },
  LOGIN_RISKY: { status: 403, message: '微信认为这个账号有风险，暂时不能登录。急事请打社区电话' },
  WECHAT_BUSY: { status: 503, message: '微信那边忙，请过一会儿再试' },
  PHONE_CODE_REFUSED: { status: 422, message: '手机号没有取到，请再点一次' },
  PHONE_NOT_MAINLAND: { status: 422, message: '只能用中国大陆的手机号' },
  NOT_A_HOME: { status: 422, message: '请选一个网格，或您所在的社区、村' },
  NAME_IS_FIXED: { status: 403, message: '有职务的人和党员改名字，请找管理员' },
  CONSENT_IS_OLD: { status: 409, message: '这份说明刚刚更新过，请看过新的再同意' },
  TOO_MANY_DEPENDENTS: { status: 422, message: '最多替 10 位家人办事，请先去掉不用的' },
})
