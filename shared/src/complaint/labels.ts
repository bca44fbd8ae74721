import type { ComplaintKindCode, UrgencyCode } from './catalogue.ts'

export const KIND_LABELS: Record<ComplaintKindCode, string> = {
  consult: '咨询', help: '求助', complaint: '投诉', suggestion: '建议', praise: '表扬',
}
export const URGENCY_LABELS: Record<UrgencyCode, string> = { emergency: '应急', urgent: '急', normal: '一般', complex: '疑难' }
export const OUTCOME_LABELS = { done: '已解决', partly: '部分解决', cannot: '暂时解决不了', explained: '已解释说明' } as const
export const SATISFACTION_LABELS = { very: '很满意', basically: '基本满意', not: '不满意' } as const
/** What happened to a complaint whose target was merged itself. */
export const TARGET_MOVED_LABEL = '跟着办的那件并入了另一件，改为跟着新的那件办'
/** Steps beside the machine: of one that follows another, and of a request to leave it out of the rates. */
export const COMPLAINT_STEP_LABELS: Readonly<Record<string, string>> = {
  follow: TARGET_MOVED_LABEL, exclude_proposed: '申请不计入三率统计，等县里确认', exclude_refused: '县里不同意把它排除在统计之外',
  exclude_lapsed: '不计入统计的申请没有人确认，过期作废',
}
export const CHANNEL_LABELS = { phone: '电话', visit: '上门', inApp: '平台留言' } as const
export const COMPLAINT_CLOCK_LABELS: Record<string, string> = {
  accept: '接手', contact: '联系居民', solve: '办结', confirm: '等居民评价', reopenWindow: '可以要求再办',
  answer: '等居民补充', appeal: '可以请街道再看', raiseAnswer: '答复吹哨请求', reopenDecide: '答复再办申请',
}
