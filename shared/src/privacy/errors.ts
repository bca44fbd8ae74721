import { defineErrors } from '../kernel/error.ts'

export const privacyErrors = defineErrors({
  OPEN_WORK: { status: 422, message: '您的职务上还有没办完的事，请先办完或者交给别人' },
  ALREADY_CLOSING: { status: 409, message: '已经申请注销了' },
  NOT_CLOSING: { status: 409, message: '没有正在进行的注销' },
  NO_PACKAGE: { status: 404, message: '还没有打好的资料包，或者已经过期，请再要一次' },
  CASE_UNKNOWN: { status: 422, message: '没有这个编号，或者不在您的范围里' },
  CASE_WITHOUT_ACCOUNT: { status: 422, message: '这件事的当事人没有账号，没有可保全的账号信息' },
})
