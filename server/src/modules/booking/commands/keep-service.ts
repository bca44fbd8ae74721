import type { bookingCatalogueContract, RulePreview } from '@huying/shared/booking/catalogue-contract.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { DAY_MS } from '@huying/shared/kernel/calendar-day.ts'
import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { administer } from '../../../kernel/administration.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { removeMany } from '../../../kernel/many.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { eq } from 'drizzle-orm'
import { limitsOf } from '../limits.ts'
import { findPlace, findService, lockFuture, type PlaceRow } from '../queries.ts'
import { SYSTEM } from '../seats.ts'
import { sessionSubject } from '../subject.ts'
import { services } from '../table.ts'
import type { SessionRow } from '../window.ts'
import { generateSessions, keepGenerating } from './generate-sessions.ts'
import { editing } from './keep-place.ts'
import { columnsOfRule, planOf, touchedOf, type Plan, type Rule } from './rule-plan.ts'

type PreviewBody = Input<typeof bookingCatalogueContract.preview>['body']
type UpdateBody = Input<typeof bookingCatalogueContract.updateService>['body']
const SHOWN = 100

/** What a rule would make and whom it would touch. Nothing is written. */
export async function previewRule(context: CommandContext, { serviceId, placeId, ...rule }: PreviewBody): Promise<Written> {
  const place = serviceId === undefined ? await placeOrRefuse(context, placeId) : (await serviceOrRefuse(context, serviceId)).place
  editing(context, place.communityCode)
  const plan = await planOf(context, serviceId ?? null, columnsOfRule(context, rule))
  const added = new Set(plan.added)
  const answer: RulePreview = {
    sessions: plan.times.slice(0, SHOWN).map((one) => ({ startsAt: one.startsAt.toISOString(), endsAt: one.endsAt.toISOString(), isNew: added.has(one) })),
    total: plan.times.length, added: plan.added.length, dropped: plan.dropped.length, ...touchedOf(plan),
  }
  return { answer }
}

async function placeOrRefuse({ tx }: CommandContext, placeId: string | undefined): Promise<PlaceRow> {
  const place = placeId === undefined ? null : await findPlace(tx, placeId)
  if (!place) throw bookingErrors.PLACE_UNKNOWN()
  return place
}

async function serviceOrRefuse({ tx }: CommandContext, id: string) {
  const found = await findService(tx, id)
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}

export async function createService(context: CommandContext, { placeId, ...rule }: Rule & { placeId: string }): Promise<Written> {
  const place = await placeOrRefuse(context, placeId)
  const command = editing(context, place.communityCode)
  const columns = columnsOfRule(context, rule)
  const id = uuidv7(context.now)
  const topic = await administer(command, `service ${id}`)
  await context.tx.q.insert(services).values({ id, placeId, ...columns, createdAt: context.now, updatedAt: context.now })
  await topic.note({ serviceId: id, placeId, version: 1, sessions: await generateSessions(command, [id]) })
  await keepGenerating(context, id)
  return { subject: { kind: 'service', id } }
}

/** Applies a changed rule to the sessions that are still to come. Whom it touches must have been seen: 409 with the list otherwise. */
export async function updateService(context: CommandContext, id: string, { version, acceptTouched = 0, ...rule }: UpdateBody): Promise<Written> {
  const { service, place } = await serviceOrRefuse(context, id)
  const command = editing(context, place.communityCode)
  const columns = columnsOfRule(context, rule)
  const topic = await administer(command, `service ${id}`)
  const sessions = await lockFuture(context.tx, id, context.now)
  if (service.version !== version) throw bookingErrors.RULE_MOVED({ version: service.version })
  const plan = await planOf(context, id, columns)
  const { touched, people } = touchedOf(plan)
  if (people !== acceptTouched) throw bookingErrors.RULE_TOUCHES({ touched, people })
  const moved = await context.tx.q.update(services).set({ ...columns, version: version + 1, updatedAt: context.now }).where(eq(services.id, id)).returning()
  if (moved.length === 0) throw kernelErrors.CONFLICT()
  await applyPlan(command, plan, sessions)
  const made = columns.isActive ? await generateSessions(command, [id]) : 0
  await topic.note({ serviceId: id, version: version + 1, made, dropped: plan.dropped.length, offRule: plan.offRule.length, people })
  if (columns.isActive) await keepGenerating(context, id)
  return { subject: { kind: 'service', id } }
}

async function applyPlan(context: CommandContext, plan: Plan, sessions: readonly SessionRow[]): Promise<void> {
  const among = (some: readonly { id: string }[]) => sessions.filter(({ id }) => some.some((one) => one.id === id))
  const system = { ...context, as: SYSTEM }
  await removeMany(system, sessionSubject, 'drop', among(plan.dropped), 'dropped_sessions')
  for (const session of among(plan.offRule)) {
    if (session.isOffRule) continue
    await transition(system, sessionSubject, session, 'mark_off_rule', {
      set: { isOffRule: true, offRuleBy: accountOf(context) }, facts: { serviceId: session.serviceId },
      start: [{ kind: 'keep', limit: limitsOf(context.kernel).keep, dueAt: decideBy(context, session) }],
    })
  }
}

/** Whoever changed the rule decides in time for people to make other plans. */
function decideBy({ now, kernel }: CommandContext, { startsAt }: SessionRow): Date {
  const dayBefore = new Date(startsAt.getTime() - DAY_MS)
  const due = dueAt(kernel.calendar(), now, parseLimit(limitsOf(kernel).keep))
  return due < dayBefore ? due : dayBefore
}
