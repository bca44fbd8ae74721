import type { CommandContext, ReadContext } from './context.ts'
import type { Tx } from './db.ts'

/** One Chinese sentence, and how many. */
export interface Counted {
  title: string
  count: number
}

/** A part of what is known about a person, in plain words for themselves. Values are JSON. */
export interface ExportSection {
  name: string
  title: string
  items: Record<string, unknown>[]
}

/**
 * What a module does for a person whose account is closed. The privacy module asks every duty in the order of locks, within one
 * transaction: what one of them refuses, none has done. Every part may come twice and then finds nothing left to do.
 */
export interface PersonalDuty {
  module: string
  /** Work that an office in force of this person would leave behind: then the account cannot be closed. */
  openWork?(context: ReadContext, accountId: string): Promise<Counted[]>
  /** Live things of the person that would end now, for them to know before. */
  effects?(context: ReadContext, accountId: string): Promise<Counted[]>
  /** Ends or lets go of what is live. Called with the person locked. */
  close?(context: CommandContext, accountId: string): Promise<void>
  /** Destroys personal values and salts; rows stay where others, or the law, need them. After `close`, once no legal hold is in force. */
  erase?(context: CommandContext, accountId: string): Promise<void>
  /** What is known about the person. */
  collect?(context: ReadContext, accountId: string): Promise<ExportSection[]>
}

/** What stands where words were destroyed that a row cannot be without. */
export const ERASED_WORDS = '（已删除）'
/** How people appear whose account is closed. */
export const CLOSED_NAME = '已注销'

/** Ended by the system, whatever clock or event brought it about. */
export const asSystem = (context: CommandContext): CommandContext => ({ ...context, as: { role: 'system', appointmentId: null } })

/** Destroys words and salts of these things' histories; of `by` alone, where given. The chain keeps its commitments and stays valid. */
export async function destroyWords({ sql }: Tx, kind: string, ids: readonly string[], by?: string): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from history_values v where v.subject_kind = ${kind} and v.subject_id = any(${[...ids]}::uuid[])
    and (${by ?? null}::uuid is null or exists (select 1 from history h where h.subject_kind = v.subject_kind and h.subject_id = v.subject_id
      and h.seq = v.seq and h.actor_id = ${by ?? null}))`
}

/** Parts that count something, without those that count nothing. */
export const counted = (parts: readonly Counted[]): Counted[] => parts.filter(({ count }) => count > 0)
