import { NATURES, type NatureCode } from '@huying/shared/demand/catalogue.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { create } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { limitsOf, nextNumber } from '../../complaint/public.ts'
import { solveClocks } from '../clocks.ts'
import { isChairRelated, type Place } from '../queries.ts'
import { demandSubject } from '../subject.ts'
import { suggestFor } from '../suggest.ts'
import type { DemandRow, Level } from '../table.ts'
import { wordsOf } from '../words.ts'

export interface NewDemand {
  place: Place
  lng: number | null
  lat: number | null
  category: string
  nature: NatureCode
  urgency: UrgencyCode
  summary: string
  reason: string
  aboutUnitId: string | null
  recurrenceOf: string | null
}

/** A nature people choose from, or 422. */
export function natureOf(code: string): NatureCode {
  const found = NATURES.find((nature) => nature.code === code)
  if (!found) throw demandErrors.NATURE_UNKNOWN()
  return found.code
}

/** Level 1 at once where there is no association, or the chair's unit is complained of or would be asked. */
async function levelFor(context: CommandContext, demand: NewDemand): Promise<Level> {
  const { associationId } = demand.place
  if (associationId === null) return 1
  const { lead, assists } = await suggestFor(context, { ...demand, ...demand.place })
  const units = [demand.aboutUnitId, lead?.id, ...assists.map((unit) => unit.id)].filter((id): id is string => typeof id === 'string')
  return (await isChairRelated(context.tx, associationId, units, context.now)) ? 1 : 0
}

/** Puts a matter on the ledger; `context.as` says in whose name. */
export async function openDemand(context: CommandContext, demand: NewDemand): Promise<DemandRow> {
  const level = await levelFor(context, demand)
  const limits = limitsOf(context.kernel, demand.urgency)
  const number = await nextNumber(context, 'demand')
  return create(context, demandSubject, 'open', {
    id: uuidv7(context.now),
    number,
    ...demand.place,
    lng: demand.lng,
    lat: demand.lat,
    category: demand.category,
    nature: demand.nature,
    urgency: demand.urgency,
    summary: demand.summary,
    reason: demand.reason,
    bigrams: wordsOf({ ...demand, number }),
    aboutUnitId: demand.aboutUnitId,
    recurrenceOf: demand.recurrenceOf,
    level,
    openedBy: accountOf(context),
  }, {
    facts: {
      category: demand.category, nature: demand.nature, urgency: demand.urgency, level, associationId: demand.place.associationId,
      communityCode: demand.place.communityCode, townCode: demand.place.townCode, recurrenceOf: demand.recurrenceOf,
    },
    words: { reason: demand.reason },
    start: [{ kind: 'assign', limit: limits.assign }, ...solveClocks(context, limits.solve)],
  })
}
