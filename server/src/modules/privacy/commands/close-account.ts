import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { privacyErrors } from '@huying/shared/privacy/errors.ts'
import { startClocks } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { emit } from '../../../kernel/event.ts'
import type { Written } from '../../../kernel/module.ts'
import { asSystem, destroyWords } from '../../../kernel/personal-data.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { create, transition } from '../../../kernel/transition.ts'
import { DUTIES } from '../duties.ts'
import { isHeld, openWorkOf, runningClosing } from '../queries.ts'
import { closingSubject, type AccountClosing } from '../table.ts'

const COOLING_OFF = '7d'
/** Longer than any request lasts. */
const LEFTOVERS_AFTER = '10min'
export const LEFTOVERS = 'leftovers'

/** Persons come first in the order of locks. */
export async function lockAccount({ tx }: CommandContext, accountId: string): Promise<void> {
  await tx.sql`select 1 from accounts where id = ${accountId} for no key update`
}

/** Begins the cooling off. Nothing else changes before it is over. */
export async function askClosing(context: CommandContext): Promise<Written> {
  const accountId = accountOf(context)
  await lockAccount(context, accountId)
  if ((await runningClosing(context.tx, accountId)) !== null) throw privacyErrors.ALREADY_CLOSING()
  const left = await openWorkOf(context, accountId)
  if (left.length > 0) throw privacyErrors.OPEN_WORK(left)
  const closesAt = dueAt(context.kernel.calendar(), context.now, parseLimit(COOLING_OFF))
  const row = await create({ ...context, as: { role: 'resident', appointmentId: null } }, closingSubject, 'ask', { accountId, closesAt }, {
    start: [{ kind: 'coolingOff', limit: COOLING_OFF }],
  })
  return { subject: { kind: closingSubject.kind, id: row.id } }
}

/** The person thought better of it. */
export async function keepAccount(context: CommandContext): Promise<Written> {
  const accountId = accountOf(context)
  await lockAccount(context, accountId)
  const id = await runningClosing(context.tx, accountId)
  const row = id === null ? null : await lockSubject(context.tx, closingSubject, id)
  if (row?.state !== 'cooling' || row.closesAt <= context.now) throw privacyErrors.NOT_CLOSING()
  await transition({ ...context, as: { role: 'resident', appointmentId: null } }, closingSubject, row, 'keep', { stop: 'all' })
  return { subject: { kind: closingSubject.kind, id: row.id } }
}

/** The cooling off is over. Whoever took up an office meanwhile, and has work there, stays. Call it with account and closing locked. */
export async function endCoolingOff(context: CommandContext, row: AccountClosing): Promise<void> {
  const left = await openWorkOf(context, row.accountId)
  if (left.length > 0) await transition(context, closingSubject, row, 'refuse', { facts: { openWork: left.map(({ title, count }) => ({ title, count })) } })
  else await finish(context, await transition(context, closingSubject, row, 'close', { set: { closedAt: context.now }, stop: 'all' }))
}

/** WeChat says that the person closed their account there: at once, whatever is open. Office work belongs to the post, and goes on without them. */
export async function closeAtOnce(context: CommandContext, accountId: string): Promise<void> {
  await lockAccount(context, accountId)
  const system = asSystem(context)
  const id = await runningClosing(context.tx, accountId)
  if (id === null) {
    const isOpen = (await context.tx.sql`select 1 from accounts where id = ${accountId} and state = 'active'`).length > 0
    if (isOpen) await finish(system, await create(system, closingSubject, 'order', { accountId, closesAt: context.now, closedAt: context.now }))
    return
  }
  const row = await lockSubject(context.tx, closingSubject, id)
  if (row.state === 'cooling') await finish(system, await transition(system, closingSubject, row, 'close', { set: { closedAt: context.now }, stop: 'all' }))
}

/** All duties in one transaction: whatever fails, nothing has happened, and the clock or job comes again. */
async function finish(context: CommandContext, row: AccountClosing): Promise<void> {
  for (const duty of DUTIES) await duty.close?.(context, row.accountId)
  await emit(asSystem(context), { kind: 'account.closed', subject: { kind: 'account', id: row.accountId }, data: { closingId: row.id } })
  await startClocks(context, { kind: closingSubject.kind, id: row.id }, [{ kind: LEFTOVERS, limit: LEFTOVERS_AFTER }])
  await eraseUnlessHeld(context, row)
}

/** Destroys what is known about the person; where a legal hold is in force, its end does. Call it with account and closing locked. */
export async function eraseUnlessHeld(context: CommandContext, row: AccountClosing): Promise<void> {
  if (await isHeld(context.tx, row.accountId)) return
  await erase(context, row)
  await transition(asSystem(context), closingSubject, row, 'erase', { set: { erasedAt: context.now } })
}

async function erase(context: CommandContext, row: AccountClosing): Promise<void> {
  for (const duty of DUTIES) await duty.erase?.(context, row.accountId)
  await destroyWords(context.tx, closingSubject.kind, [row.id])
}

/** A request that was under way when the account was closed may have left something behind: it meets the same end. Call it with account and closing locked. */
export async function endLeftovers(context: CommandContext, row: AccountClosing): Promise<void> {
  for (const duty of DUTIES) await duty.close?.(context, row.accountId)
  if (row.state === 'erased') await erase(context, row)
}
