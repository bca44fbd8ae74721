import { defineErrors } from '../kernel/error.ts'

export const demandErrors = defineErrors({
  NATURE_UNKNOWN: { status: 422, message: '没有这种问题性质，请重新选' },
  DEMAND_ELSEWHERE: { status: 422, message: '那条台账不在本社区，不能并过去' },
  NOT_OWNER: { status: 403, message: '这条台账现在不由您派单' },
  CONFLICT_OF_INTEREST: { status: 409, message: '涉及您自己的单位，需要回避，已经转到街道联席会' },
  MUST_STAND_ASIDE: { status: 403, message: '涉及您自己的单位或您本人，需要回避' },
  UNIT_UNKNOWN: { status: 422, message: '没有这个单位' },
  UNIT_NOT_READY: { status: 422, message: '这个单位已停用，或还没有承办人，不能派单' },
  UNIT_TWICE: { status: 422, message: '同一个单位只能派一次' },
  UNIT_ALREADY_DISPATCHED: { status: 409, message: '这个单位已经在办这件事' },
  LEAD_ALREADY_DISPATCHED: { status: 409, message: '已经有主办单位了' },
  ASSIST_UNKNOWN: { status: 422, message: '要保留的协办里，有的不在这条台账上' },
  OVERRIDE_REASON_NEEDED: { status: 422, message: '和建议的主办单位不一样，请写明原因' },
  NOT_VERIFIER: { status: 403, message: '请社区干部核查；社区需要回避或到期没有核查的，由街道核查' },
  NOT_REPLIED: { status: 422, message: '要再办的单位里，有的还没有反馈' },
  REDO_LIMIT: { status: 422, message: '已经再办两次，请派单人重新派单' },
  DATE_NOT_LATER: { status: 422, message: '新的办结时间要晚于现在' },
  CHAIR_CONFLICT: { status: 422, message: '轮值会长需要回避，不能交回' },
  NO_CHAIR: { status: 422, message: '这里没有联合会，不能交回' },
})
