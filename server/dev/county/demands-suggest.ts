import { DEFAULT_DISPATCH_RULES } from '@huying/shared/demand/dispatch-rules'
import type { NatureCode } from '@huying/shared/demand/catalogue'
import { bookOf, routeOf, type UnitBook } from '../../src/modules/demand/suggestion.ts'
import type { Community, Town } from './geography.ts'
import type { Unit, Units } from './units.ts'

export interface Advice {
  rule: string | null
  lead: Unit | null
  assists: Unit[]
}

/** The catalogue's answer for a matter of that place and month, by the server's own rules; each kind of matter is asked once. */
export class Adviser {
  private readonly book: UnitBook
  private readonly byId: Map<string, Unit>
  private readonly known = new Map<string, Advice>()

  constructor(units: Units) {
    this.byId = new Map(units.all.map((unit) => [unit.id, unit]))
    this.book = bookOf(units.all.map(({ id, code, name, kind, areaCode, authority, handlers }) => ({
      id, code, name, kind, areaCode, authority, isActive: true, hasHandler: handlers.length > 0,
    })))
  }

  ask(category: string, nature: NatureCode, town: Town, community: Community | null, atMs: number): Advice {
    const isUrban = community?.isUrban ?? false
    const month = new Date(atMs + 8 * 3_600_000).getUTCMonth() + 1
    const key = `${category}/${nature}/${town.code}/${isUrban}/${month}`
    let advice = this.known.get(key)
    if (!advice) {
      // No rule of the first day names an area below the county.
      const facts = { category, categoryLabel: category, nature, areaCodes: [town.code.slice(0, 6), town.code], townCode: town.code, isUrban, month }
      const { rule, lead, assists } = routeOf(DEFAULT_DISPATCH_RULES, facts, this.book)
      advice = { rule: rule?.code ?? null, lead: lead && this.byId.get(lead.id)!, assists: assists.map(({ id }) => this.byId.get(id)!) }
      this.known.set(key, advice)
    }
    return advice
  }
}

/** Whether two units are one, or one is above the other: then a person of the one stands aside for the other. */
export const areRelated = (a: Unit, b: Unit): boolean => a === b || a.parent === b || b.parent === a
