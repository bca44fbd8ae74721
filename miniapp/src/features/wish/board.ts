import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue'
import type { WishState } from '@huying/shared/wish/machine'

/** Since when it has been on the board. */
export const AGES = [
  { value: 'any', label: '不限' },
  { value: 'new', label: '3 天以内' },
  { value: 'week', label: '一周以上' },
  { value: 'month', label: '一个月以上' },
] as const
export type Age = (typeof AGES)[number]['value']

const DAYS: Record<Age, { minDays?: number; maxDays?: number }> = { any: {}, new: { maxDays: 3 }, week: { minDays: 7 }, month: { minDays: 30 } }

/** What one looks for on the board; plain data. */
export interface BoardFilter {
  /** `thanked`: the wall of fulfilled wishes, with what the residents said. */
  state: 'all' | 'thanked' | Extract<WishState, 'open' | 'claimed' | 'confirmed'>
  category: string | null
  age: Age
  area: { code: string; name: string } | null
  words: string
}

export const WHOLE_BOARD: BoardFilter = { state: 'all', category: null, age: 'any', area: null, words: '' }

export const BOARD_STATES = [
  { value: 'all', label: '全部' },
  { value: 'open', label: '等人帮' },
  { value: 'claimed', label: '有人帮' },
  { value: 'confirmed', label: '圆满' },
  { value: 'thanked', label: '感谢墙' },
] as const satisfies readonly { value: BoardFilter['state']; label: string }[]

/** One character finds half the board. */
const LEAST_SEARCH = 2

/** The filter as the list asks for it; a word that is still too short looks for nothing. */
export const boardQuery = ({ state, category, age, area, words }: BoardFilter) => ({
  view: state === 'thanked' ? ('wall' as const) : ('board' as const),
  ...(state !== 'all' && state !== 'thanked' && { state }),
  ...DAYS[age],
  ...(category !== null && { category }),
  ...(area !== null && { areaCode: area.code }),
  ...(words.trim().length >= LEAST_SEARCH && { q: words.trim() }),
})

const categoryLabel = (code: string): string => WISH_CATEGORIES.find((category) => category.code === code)?.label ?? ''
/** The kind, on the button that changes it. */
export const kindWords = ({ category, age }: Pick<BoardFilter, 'category' | 'age'>): string =>
  category !== null ? categoryLabel(category) : age === 'any' ? '各类' : (AGES.find(({ value }) => value === age)?.label ?? '')

/** What was looked for, in words: 塘坝社区、修修补补、等人帮、“轮椅”. */
export const filterWords = ({ state, category, age, area, words }: BoardFilter): string =>
  [
    area?.name,
    category === null ? null : categoryLabel(category),
    age === 'any' ? null : `等了${AGES.find(({ value }) => value === age)?.label}`,
    state === 'all' ? null : BOARD_STATES.find(({ value }) => value === state)?.label,
    words.trim().length >= LEAST_SEARCH ? `“${words.trim()}”` : null,
  ]
    .filter(Boolean)
    .join('、')
