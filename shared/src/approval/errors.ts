import { defineErrors } from '../kernel/error.ts'

export const approvalErrors = defineErrors({
  SAME_PERSON: { status: 403, message: '这一步要两个人，请另一人确认' },
  FIRST_PERSON_OUT: { status: 409, message: '提出的人现在不能做这件事了，请重新提出' },
  APPROVAL_EXPIRED: { status: 409, message: '已经过了确认的时间，请重新提出' },
})
