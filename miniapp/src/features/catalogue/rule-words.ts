import type { RuleBody } from '@huying/shared/catalogue/rules-contract'
import { NATURES } from '@huying/shared/demand/catalogue'
import { AUTHORITIES } from '@huying/shared/demand/dispatch-rules'
import { categoryWord } from '../../components/case/category'

/** What names the codes in a rule. */
export interface RuleNames {
  /** By the unit's readable code. */
  units: ReadonlyMap<string, string>
  areas: ReadonlyMap<string, string>
}

const natureWord = (code: string): string => NATURES.find((one) => one.code === code)?.label ?? code
export const authorityWord = (code: string): string => AUTHORITIES.find((one) => one.code === code)?.label ?? code
const few = (words: readonly string[], most: number): string => words.slice(0, most).join('、') + (words.length > most ? ` 等 ${words.length} 个` : '')

export const unitWord = (choice: RuleBody['lead'], { units }: RuleNames): string => (choice.by === 'town' ? '属地街道（镇）' : (units.get(choice.code) ?? `没有的单位 ${choice.code}`))

/** Months as people say them: 5—10 月, 11—3 月, 2、7 月. */
export function monthWords(months: readonly number[]): string {
  if (months.length === 0) return '一个月也没选'
  const has = (month: number) => months.includes(month)
  const starts = months.filter((month) => !has(month === 1 ? 12 : month - 1))
  if (starts.length !== 1 || months.length < 3) return `${[...months].sort((a, b) => a - b).join('、')} 月`
  const [start = 1] = starts
  return `${start}—${((start + months.length - 2) % 12) + 1} 月`
}

/** What a rule asks, one short sentence a condition; none: it takes everything. */
export function conditionWords({ when }: Pick<RuleBody, 'when'>, names: RuleNames): string[] {
  return [
    ...(when.categories ? [`类别是${few(when.categories.map((code) => categoryWord(code) || code), 4) || '（没选）'}`] : []),
    ...(when.natures ? [`性质是${few(when.natures.map(natureWord), 3) || '（没选）'}`] : []),
    ...(when.areaCodes ? [`在${few(when.areaCodes.map((code) => names.areas.get(code) ?? code), 3) || '（没选）'}`] : []),
    ...(when.isUrban === undefined ? [] : [when.isUrban ? '在城区' : '不在城区']),
    ...(when.months ? [monthWords(when.months)] : []),
    ...(when.authority === undefined ? [] : [`主办要有${authorityWord(when.authority)}权限`]),
  ]
}

/** 主办 县住建局 · 协办 县城管局. */
export const routeWords = ({ lead, assists }: Pick<RuleBody, 'lead' | 'assists'>, names: RuleNames): string =>
  [`主办 ${unitWord(lead, names)}`, ...(assists.length > 0 ? [`协办 ${assists.map((choice) => unitWord(choice, names)).join('、')}`] : [])].join(' · ')
