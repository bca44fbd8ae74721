import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { demandSubject } from '../subject.ts'
import type { DemandRow, Level } from '../table.ts'
import { takeDemand } from '../take.ts'

/** A higher level takes a demand over; its dispatches stay. */
export async function takeOverDemand(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'take_over')
  const level: Level = command.as?.role === 'countyOfficer' ? 2 : 1
  await transition(command, demandSubject, row, 'take_over', { set: { level }, facts: { level }, words: { reason } })
  return { subject: { kind: demandSubject.kind, id } }
}

/** The level that has it gives it one level down. */
export async function handBackDemand(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'hand_back')
  const level: Level = row.level === 2 ? 1 : 0
  await transition(command, demandSubject, row, 'hand_back', { set: { level }, facts: { level }, words: { reason } })
  return { subject: { kind: demandSubject.kind, id } }
}

/** `decide:<dispatch>:<version>`: its return was not answered in time, each time anew. */
export type EscalationCause = 'red' | 'redo' | 'conflict' | 'returns' | 'leads' | `decide:${string}`

/** One level up, once a cause and round; at the county there is no higher. Answers the row as it is then. */
export async function escalateDemand(context: CommandContext, row: DemandRow, cause: EscalationCause): Promise<DemandRow> {
  const mark = `${cause}:${row.round}`
  if (row.level === 2 || row.escalatedFor.includes(mark)) return row
  const level: Level = row.level === 0 ? 1 : 2
  return transition({ ...context, as: { role: 'system', appointmentId: null } }, demandSubject, row, 'escalate', {
    set: { level, escalatedFor: [...row.escalatedFor, mark] },
    facts: { level, cause },
  })
}
