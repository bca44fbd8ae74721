import type { RankedBy, WishFigures } from '@huying/shared/statistics/contract'

const HOURS_A_DAY = 24
const DAYS_FROM_HOURS = 48
/** 不到 1 小时, 5 小时, 3 天. */
export function timeWords(hours: number): string {
  if (hours < 1) return '不到 1 小时'
  return hours < DAYS_FROM_HOURS ? `${hours} 小时` : `${Math.round(hours / HOURS_A_DAY)} 天`
}

/** One number of a table, with what it counts. */
export interface Figure {
  label: string
  value: string
}

const NONE = '—'

/** What became of the wishes of a place. */
export const placeFigures = ({ posted, published, claimed, fulfilled, medianHours, rating }: WishFigures): Figure[] => [
  { label: '许下', value: String(posted ?? NONE) },
  { label: '公开', value: String(published ?? NONE) },
  { label: '有人帮', value: String(claimed) },
  { label: '圆满', value: String(fulfilled) },
  { label: '多久办好', value: medianHours === null ? NONE : timeWords(medianHours) },
  { label: '居民打分', value: rating === null ? NONE : `${rating.toFixed(1)} 分` },
]

/** What one has done oneself. */
export const ownWords = ({ claimed, fulfilled, rating }: WishFigures): string =>
  [`认领 ${claimed}`, `圆满 ${fulfilled}`, rating !== null && `${rating.toFixed(1)} 分`].filter(Boolean).join(' · ')

/** Beside the fulfilled ones, in a line of a ranking. */
export const rankedWords = (by: RankedBy, { posted, claimed, claimedWithinDay, rating }: WishFigures): string =>
  [
    by === 'community' ? `许下 ${posted ?? 0}` : `认领 ${claimed}`,
    by === 'community' ? `有人帮 ${claimed}` : claimedWithinDay > 0 && `当天认领 ${claimedWithinDay}`,
    rating !== null && `${rating.toFixed(1)} 分`,
  ]
    .filter(Boolean)
    .join(' · ')

/** What counts, for whoever wonders about a rank. */
export const COUNTED_WORDS: readonly string[] = [
  '排行只数居民自己说圆满的，同两个人 90 天里最多算 2 个。到期自动确认的、社区认定的不算。',
  '多久办好：一半的心愿不超过这么久。',
]

export const notCountedWords = (notCounted: number): string | null => (notCounted === 0 ? null : `另有 ${notCounted} 个办好了，没有算进来`)
