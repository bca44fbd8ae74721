import type { ComplaintCategoryCode, ComplaintKindCode } from '@huying/shared/complaint/catalogue'
import { COMPLAINT_CATEGORIES, type ComplaintCategory } from '@huying/shared/complaint/catalogue'
import type { NatureCode } from '@huying/shared/demand/catalogue'
import type { Random } from './random.ts'

/** How often something is brought: in the seat, in the villages, and in which months (1–12) it is brought at all. */
interface Frequency {
  urban: number
  rural: number
  months?: readonly number[]
}

const FREQUENCIES: Record<ComplaintCategoryCode, Frequency> = {
  'sanitation-garbage': { urban: 7, rural: 6 }, 'sanitation-rubble': { urban: 4, rural: 2 }, 'sanitation-toilet': { urban: 2, rural: 1 },
  'sanitation-pests': { urban: 2, rural: 1, months: [4, 5, 6, 7, 8, 9, 10] },
  'road-damage': { urban: 5, rural: 5 }, 'road-manhole': { urban: 2, rural: 0 }, 'road-light': { urban: 6, rural: 4 }, 'road-parking': { urban: 8, rural: 2 },
  'road-signs': { urban: 2, rural: 1 }, 'road-bus': { urban: 1, rural: 3 },
  'utility-water': { urban: 5, rural: 6 }, 'utility-power': { urban: 3, rural: 4 }, 'utility-gas': { urban: 2, rural: 0 },
  'utility-heating': { urban: 8, rural: 0, months: [11, 12, 1, 2, 3] }, 'utility-drain': { urban: 6, rural: 2 }, 'utility-network': { urban: 2, rural: 3 },
  'building-elevator': { urban: 2, rural: 0 }, 'building-leak': { urban: 5, rural: 3 }, 'building-property': { urban: 7, rural: 0 },
  'building-illegal': { urban: 2, rural: 1 }, 'building-dangerous': { urban: 1, rural: 1 }, 'building-title': { urban: 3, rural: 0 },
  'nuisance-noise': { urban: 5, rural: 1 }, 'nuisance-dance': { urban: 4, rural: 1 }, 'nuisance-fumes': { urban: 3, rural: 0 }, 'nuisance-animals': { urban: 3, rural: 2 },
  'order-stalls': { urban: 4, rural: 1 }, 'order-adverts': { urban: 3, rural: 0 }, 'order-food': { urban: 2, rural: 1 }, 'order-price': { urban: 3, rural: 1 },
  'environment-river': { urban: 1, rural: 3 }, 'environment-air': { urban: 2, rural: 3 }, 'environment-forest': { urban: 2, rural: 2 },
  'environment-flood': { urban: 1, rural: 3, months: [5, 6, 7, 8, 9, 10] },
  'safety-fire': { urban: 5, rural: 1 }, 'safety-equipment': { urban: 2, rural: 1 }, 'safety-security': { urban: 2, rural: 1 },
  'welfare-allowance': { urban: 3, rural: 6 }, 'welfare-elderly': { urban: 2, rural: 4 }, 'welfare-insurance': { urban: 3, rural: 4 },
  'welfare-wages': { urban: 2, rural: 3 }, 'welfare-school': { urban: 3, rural: 2, months: [6, 7, 8, 9] }, 'welfare-medical': { urban: 1, rural: 3 },
  'rural-road': { urban: 0, rural: 7 }, 'rural-irrigation': { urban: 0, rural: 5, months: [3, 4, 5, 6, 7, 8, 9] }, 'rural-land': { urban: 0, rural: 5 },
  'rural-subsidy': { urban: 0, rural: 5 }, 'rural-wildlife': { urban: 0, rural: 4, months: [6, 7, 8, 9, 10, 11] },
  'conduct-attitude': { urban: 2, rural: 2 }, 'conduct-praise': { urban: 3, rural: 3 },
  'other-dispute': { urban: 5, rural: 5 }, 'other-suggestion': { urban: 4, rural: 2 }, 'other-other': { urban: 3, rural: 3 },
}

export const categoryBy = new Map<string, ComplaintCategory>(COMPLAINT_CATEGORIES.map((category) => [category.code, category]))
const monthOf = (atMs: number): number => new Date(atMs + 8 * 3_600_000).getUTCMonth() + 1
const choicesBy = new Map<string, Choices>()

/** What somebody there brings in that month; `isRaisable`: something a department can be asked for. */
export function anyCategory(random: Random, isUrban: boolean, atMs: number, isRaisable: boolean): ComplaintCategoryCode {
  const month = monthOf(atMs)
  const key = `${isUrban}/${month}/${isRaisable}`
  let choices = choicesBy.get(key)
  if (!choices) choicesBy.set(key, (choices = choicesFor(isUrban, month, isRaisable)))
  const { codes, sums } = choices
  const point = random.float() * sums[sums.length - 1]!
  return codes[sums.findIndex((sum) => point < sum)]!
}

/** Codes, and the sums of their weights up to each: one drawing in a hundred thousand should not add them up anew. */
interface Choices {
  codes: ComplaintCategoryCode[]
  sums: number[]
}

function choicesFor(isUrban: boolean, month: number, isRaisable: boolean): Choices {
  const choices: Choices = { codes: [], sums: [] }
  let sum = 0
  for (const [code, { urban, rural, months }] of Object.entries(FREQUENCIES)) {
    const kind = categoryBy.get(code)!.kindDefault
    const isOut = (months && !months.includes(month)) || (isRaisable && (kind === 'consult' || kind === 'praise'))
    if (isOut) continue
    choices.codes.push(code as ComplaintCategoryCode)
    choices.sums.push((sum += isUrban ? urban : rural))
  }
  return choices
}

/** Mostly the category's own kind. */
export function kindOf(random: Random, category: ComplaintCategory): ComplaintKindCode {
  const own = category.kindDefault
  if (own === 'praise' || own === 'consult' || random.chance(0.82)) return own
  return random.pick(['help', 'complaint', 'suggestion'] as const)
}

const NATURE_OF_GROUP: Record<string, readonly [NatureCode, NatureCode]> = {
  sanitation: ['service', 'enforcement'], road: ['facility', 'safety'], utility: ['service', 'facility'], building: ['safety', 'legacy'],
  nuisance: ['enforcement', 'dispute'], order: ['enforcement', 'service'], environment: ['enforcement', 'safety'], safety: ['safety', 'facility'],
  welfare: ['policy', 'service'], rural: ['facility', 'policy'], conduct: ['service', 'dispute'], other: ['dispute', 'construction'],
}
const NATURE_OF: Partial<Record<ComplaintCategoryCode, NatureCode>> = {
  'building-illegal': 'enforcement', 'building-property': 'service', 'building-title': 'legacy', 'environment-flood': 'safety', 'environment-forest': 'facility',
  'rural-land': 'dispute', 'rural-subsidy': 'policy', 'road-signs': 'construction', 'road-bus': 'service', 'road-parking': 'enforcement',
}

/** What kind of problem it is, as whoever raises it says. */
export function natureFor(random: Random, code: string): NatureCode {
  const [usual, other] = NATURE_OF_GROUP[code.split('-')[0]!]!
  return random.chance(0.85) ? (NATURE_OF[code as ComplaintCategoryCode] ?? usual) : other
}
