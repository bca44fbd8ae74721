export const LEVEL_LABELS = ['轮值会长', '街道联席会', '县领导小组'] as const
export const DEMAND_OUTCOME_LABELS = { solved: '已解决', partly: '部分解决', cannot: '暂时解决不了' } as const
/** What a demand's colour asks for. */
export const DEMAND_COLOUR_LABELS = { none: '正常', yellow: '黄色提醒', orange: '橙色督办', red: '红色督办' } as const
export const DEMAND_CLOCK_LABELS: Record<string, string> = {
  assign: '派单', solve: '办结', verify: '核查', red: '红色督办', holdDecide: '答复挂账申请', review: '挂账复核',
}
