import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { settingsContract } from '@huying/shared/settings/contract.ts'
import { settingsErrors } from '@huying/shared/settings/errors.ts'
import { administer } from '../../../kernel/administration.ts'
import { readCalendar } from '../../../kernel/calendar-source.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Fact } from '../../../kernel/history.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { presentMoved } from '../../../kernel/moved-clocks.ts'
import { recomputeClocks } from '../../../kernel/recompute-clocks.ts'
import { readSettings, readUrgencyLimits } from '../queries.ts'
import { newLimitsOf } from '../urgency-clocks.ts'

/** Sets values, or with null the rules' own again; open clocks are counted anew by the new hours and limits. */
export async function changeSettings(context: CommandContext, { body }: Input<typeof settingsContract.change>): Promise<Written> {
  const { tx } = context
  const held = context.actor.appointments.find(({ role }) => role === 'administrator')
  if (!held) throw kernelErrors.FORBIDDEN()
  const topic = await administer({ ...context, as: { role: held.role, appointmentId: held.id } }, 'settings')
  const [before, limitsBefore] = [await readCalendar(tx), await readUrgencyLimits(tx)]
  const changes = Object.entries(body.values).filter(([, value]) => value !== undefined)
  for (const [key, value] of changes)
    if (value === null) await tx.sql`delete from settings where key = ${key}`
    else await tx.sql`insert into settings (key, value) values (${key}, ${JSON.stringify(value)}::jsonb) on conflict (key) do update set value = excluded.value`
  const limits = await newLimitsOf(tx, limitsBefore, await readUrgencyLimits(tx))
  const moved = await recomputeClocks(tx, { before, after: await calendarOf(context), limits })
  await topic.note({ values: Object.fromEntries(changes) as Record<string, Fact>, moved: moved.length })
  return { answer: { items: await readSettings(tx), moved: presentMoved(moved) } }
}

/** Hours that overlap, or a week without work, are no calendar. */
async function calendarOf({ tx }: CommandContext) {
  try {
    return await readCalendar(tx)
  } catch (error) {
    if (error instanceof RangeError) throw settingsErrors.SETTING_OUT_OF_BOUNDS(undefined, '工作时间要从早到晚，不能重叠')
    throw error
  }
}
