import { findEdge, type Machine } from '@huying/shared/kernel/machine.ts'
import { ROLE_LABELS, type Role } from '@huying/shared/kernel/role.ts'
import type { TimelineEntry } from '@huying/shared/kernel/schema.ts'
import type { ReadContext } from './context.ts'

export interface SubjectRef {
  machine: Machine
  id: string
  /** Words of its own for actions of which the machine's say too little, or none. */
  labels?: Readonly<Record<string, string>>
}

/** What a reader may see of an entry: the words of these fields, and how a resident is named. */
export interface View {
  mayReadWords(kind: string, action: string): boolean
  resident: string | null
  /** How offices of a place are named: with it, without it, or by their role alone; a narrow place or its holder tells where it happened. */
  offices?: 'placed' | 'placeless' | 'nameless'
  /** `<kind>.<action>` of steps that one act takes at the same instant, cause before effect. */
  together?: readonly string[]
}

interface Entry {
  kind: string
  id: string
  seq: number
  at: Date
  role: string
  action: string
  from: string | null
  to: string | null
  displayName: string | null
  staffName: string | null
  unitName: string | null
  areaName: string | null
  associationName: string | null
}

interface Word {
  kind: string
  id: string
  seq: number
  field: string
  value: Buffer
}

/** Fields that are words; the others repeat what the thing itself shows. */
const SPOKEN = ['reason', 'note', 'account', 'plan', 'comment']

/** Newest first; of one instant the effects before their causes. */
function newestFirst(together: readonly string[]): (a: Entry, b: Entry) => number {
  const stepOf = ({ kind, action }: Entry): number => together.indexOf(`${kind}.${action}`)
  return (a, b) => b.at.getTime() - a.at.getTime() || stepOf(b) - stepOf(a) || b.seq - a.seq
}

const BESIDE: readonly (readonly [ending: string, words: (label: string) => string])[] = [
  ['_proposed', (label) => `提出「${label}」，等另一人确认`],
  ['_refused', (label) => `「${label}」没有得到同意`],
  ['_lapsed', (label) => `「${label}」没有人确认，过期作废`],
]

/** In its own words or those of the machine; what happens beside it (a proposal, a reveal) in words of its own. */
function labelOf({ machine, labels }: SubjectRef, from: string | null, action: string): string {
  const known = labels?.[action] ?? findEdge(machine, from, action)?.label
  if (known !== undefined) return known
  if (action === 'contact_reveal') return '查看了联系方式'
  for (const [ending, words] of BESIDE)
    if (action.endsWith(ending)) return words(findEdge(machine, from, action.slice(0, -ending.length))?.label ?? machine.label)
  return action
}

/** The histories of these subjects as one timeline, newest first, each entry in the words of its machine. */
export async function mergeTimelines(context: ReadContext, subjects: readonly SubjectRef[], view: View): Promise<TimelineEntry[]> {
  const refs = new Map(subjects.map((ref) => [`${ref.machine.name} ${ref.id}`, ref]))
  const kinds = subjects.map(({ machine }) => machine.name)
  const ids = subjects.map(({ id }) => id)
  const [entries, words] = await Promise.all([entriesOf(context, kinds, ids), wordsOf(context, kinds, ids)])
  return entries.toSorted(newestFirst(view.together ?? [])).map((entry) => ({
    at: entry.at.toISOString(),
    action: `${entry.kind}.${entry.action}`,
    label: labelOf(refs.get(`${entry.kind} ${entry.id}`)!, entry.from, entry.action),
    who: whoOf(entry, view),
    role: entry.role,
    from: entry.from,
    to: entry.to,
    note: view.mayReadWords(entry.kind, entry.action) ? noteOf(context, entry, words) : null,
  }))
}

async function entriesOf({ db }: ReadContext, kinds: string[], ids: string[]): Promise<Entry[]> {
  return db.sql<Entry[]>`select h.subject_kind as kind, h.subject_id as id, h.seq, h.at, h.role, h.action, h.from_state as "from",
      h.to_state as "to", a.display_name as "displayName", a.staff_name as "staffName", u.name as "unitName", r.name as "areaName",
      s.name as "associationName"
    from unnest(${kinds}::text[], ${ids}::uuid[]) as w (kind, id)
    join history h on h.subject_kind = w.kind and h.subject_id = w.id
    left join accounts a on a.id = h.actor_id
    left join appointments p on p.id = h.appointment_id
    left join units u on p.scope_kind = 'unit' and u.id::text = p.scope_id
    left join areas r on p.scope_kind = 'area' and r.code = p.scope_id
    left join chair_terms t on t.id = h.appointment_id
    left join associations s on s.id = t.association_id`
}

async function wordsOf({ db }: ReadContext, kinds: string[], ids: string[]): Promise<Word[]> {
  return db.sql<Word[]>`select v.subject_kind as kind, v.subject_id as id, v.seq, v.field, v.value
    from unnest(${kinds}::text[], ${ids}::uuid[]) as w (kind, id) join history_values v on v.subject_kind = w.kind and v.subject_id = w.id
    where v.field = any(${SPOKEN}::text[]) order by v.field`
}

function noteOf({ kernel }: ReadContext, entry: Entry, words: readonly Word[]): string | null {
  const spoken = words
    .filter((word) => word.kind === entry.kind && word.id === entry.id && word.seq === entry.seq)
    .map((word) => kernel.cipher.open({ table: 'history_values', column: 'value', row: `${word.id}/${word.seq}/${word.field}` }, word.value))
  return spoken.length > 0 ? spoken.join('\n') : null
}

/** A unit or an office by name, a person masked. */
function whoOf(entry: Entry, view: View): string {
  if (entry.role === 'clock') return '到期自动'
  if (entry.role === 'system') return '系统'
  if (entry.role === 'resident') return view.resident ?? entry.displayName ?? '一位居民'
  if (entry.unitName !== null) return entry.unitName
  if (entry.associationName !== null) return `${entry.associationName}轮值会长`
  const role = ROLE_LABELS[entry.role as Role] ?? ''
  const { offices = 'placed' } = view
  if (entry.areaName !== null && offices === 'nameless') return role
  const office = `${offices === 'placed' ? (entry.areaName ?? '') : ''}${role}`
  return [office, entry.staffName].filter(Boolean).join(' ')
}
