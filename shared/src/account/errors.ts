import { defineErrors } from '../kernel/error.ts'

export const accountErrors = defineErrors({
  LOGIN_CODE_REFUSED: { status: 422, message: '微信登录没成功，请再点一次' },
  LOGIN_RISKY: { status: 403, message: '微信认为这个账号有风险，暂时不能登录。急事请打社区电话' },
  WECHAT_BUSY: { status: 503, message: '微信那边忙，请过一会儿再试' },
})
