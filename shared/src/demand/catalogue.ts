/** What kind of problem a demand is, and why one may be put on hold. Codes are stored; labels may change. */

export interface Nature {
  code: string
  label: string
  /** When it fits, for whoever chooses. */
  hint: string
}

/** 问题性质. */
export const NATURES = [
  { code: 'facility', label: '公共设施损坏', hint: '路、灯、井盖、管网等坏了，要修' },
  { code: 'construction', label: '缺少设施，要新建', hint: '要立项、要预算的' },
  { code: 'enforcement', label: '违法违规，要执法', hint: '占道、违建、噪声、排污等，要有执法权的部门' },
  { code: 'safety', label: '安全隐患', hint: '可能伤人，要先控制再整治' },
  { code: 'service', label: '公共服务不到位', hint: '供水、供电、公交、清运等没有按承诺做' },
  { code: 'dispute', label: '矛盾纠纷', hint: '两方说不拢，要调解或裁定' },
  { code: 'policy', label: '政策待遇落实', hint: '该有的待遇没有落实或要说明' },
  { code: 'legacy', label: '历史遗留', hint: '多年未决，牵涉几个部门' },
] as const satisfies readonly Nature[]
export type NatureCode = (typeof NATURES)[number]['code']

/** Why an entry is taken off the ledger unsolved. */
export const DISMISS_REASONS = [
  { code: 'sentBack', label: '社区能办，退回社区' },
  { code: 'duplicate', label: '和另一条重复' },
  { code: 'mistake', label: '记错了' },
] as const

export interface HoldReason {
  code: string
  label: string
  /** What the plan has to say. */
  planAsks: string
}

/** Why a demand cannot be solved now; approved by the next level, with a review within 90 days. */
export const HOLD_REASONS = [
  { code: 'budget', label: '资金未到位', planAsks: '要多少、从哪里来、何时能到' },
  { code: 'project', label: '已列入工程计划，未到施工期', planAsks: '项目名称、开工和完工时间' },
  { code: 'season', label: '受季节、天气限制', planAsks: '什么条件下可以动工' },
  { code: 'litigation', label: '正在诉讼、仲裁或复议', planAsks: '案由和预计结果时间' },
  { code: 'superior', label: '需要上级批准', planAsks: '报给谁、何时报的、预计何时批复' },
  { code: 'consensus', label: '居民意见未统一', planAsks: '差多少户、何时再议' },
  { code: 'relocation', label: '涉及征收搬迁', planAsks: '征收进度和过渡办法' },
  { code: 'technology', label: '暂无可行的技术办法', planAsks: '请谁论证、何时再看' },
] as const satisfies readonly HoldReason[]
export type HoldReasonCode = (typeof HOLD_REASONS)[number]['code']
