import type { LeftOutReason, Ranked, Ring } from './routing.ts'

const RING_WORDS: Record<Ring, string> = {
  1: '您和心愿在同一个网格',
  2: '您和心愿在同一个小区或社区',
  3: '您所在的单位结对或驻在这个社区',
  4: '您在这个镇（街道）',
}

/** Why somebody was not asked, as the desk reads it. */
export const LEFT_OUT_WORDS: Record<LeftOutReason, string> = {
  barred: '暂时不能认领',
  away: '说了近期没有空',
  askedBefore: '这个心愿已经请过',
  hadIt: '认领过又放回来了',
  own: '是心愿人本人、家里人或经手的人',
  weeklyCap: '这一周已经请了 5 次',
  noFreeSlot: '手上的心愿已经满了',
  outsideRing: '还没有扩大到这个范围',
}

/** Why this member was asked, in one sentence that the message says. */
export function whyAsked({ ring, hasSkill, freeSlots, weeksSinceAsked }: Ranked): string {
  const reasons = [RING_WORDS[ring]]
  if (hasSkill) reasons.push('您能帮的正好对得上')
  reasons.push(freeSlots === 1 ? '您手上还能再接 1 个' : `您手上还能接 ${freeSlots} 个`)
  if (weeksSinceAsked === null) reasons.push('还没有请过您')
  else if (weeksSinceAsked > 0) reasons.push(`有 ${weeksSinceAsked} 周没有请过您`)
  return `${reasons.join('，')}。`
}
