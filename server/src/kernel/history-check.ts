import { isoDate, parseIsoDate } from '@huying/shared/kernel/calendar-day.ts'
import { belongsAt, checkChain, type ChainEnd, type ChainFault, type StoredEntry } from './chain-check.ts'
import type { Cipher } from './cipher.ts'
import type { Database, Tx } from './db.ts'
import { commitmentOf } from './history.ts'
import { addHead, endOfDay, kindsOf, rootOf, type DayRoot } from './history-root.ts'
import { createMerkleTree, type MerkleTree } from './merkle.ts'

/** One thing that is not as it was written. `where` is `wish/<id>#3`, or a day's root. */
export interface HistoryFault {
  kind: ChainFault['kind'] | 'word' | 'root' | 'subject'
  where: string
  /** What else is known, in Chinese. */
  note: string
}

export interface HistoryReport {
  entries: number
  chains: number
  words: number
  /** In the order of the chains; one a chain, at its first broken entry. Roots come last. */
  faults: HistoryFault[]
  /** The last day whose root was held against the heads; null where none is stored yet. */
  lastRoot: { day: string; root: Buffer } | null
}

export interface HistoryCheckOptions {
  /** Kind of subject → the table whose rows say how long their chain is. */
  tables: Readonly<Record<string, string>>
  cipher: Cipher
  /** Roots as they were published: day → 64 hexadecimal digits. */
  published?: Readonly<Record<string, string>>
}

const BATCH = 5_000

/**
 * Follows every chain from its first entry to the head its subject knows, holds words against their commitments and
 * heads against the stored and published roots. One snapshot, read as a stream; nothing is changed.
 */
export async function checkHistory(db: Database, { tables, cipher, published = {} }: HistoryCheckOptions): Promise<HistoryReport> {
  return db.transaction(async (tx) => {
    await tx.sql.unsafe('set transaction isolation level repeatable read, read only')
    const roots = await storedRoots(tx)
    const days = new Map(rootsToHold(roots, published).map((root) => [root, createMerkleTree()]))
    const report: HistoryReport = { entries: 0, chains: 0, words: 0, faults: [], lastRoot: roots.at(-1) ?? null }
    const broken: { fault: ChainFault; subjectKind: string; subjectId: string }[] = []
    for (const kind of [...new Set([...(await kindsOf(tx)), ...Object.keys(tables)])].sort()) {
      const table = tables[kind]
      if (table === undefined) report.faults.push({ kind: 'subject', where: kind, note: '没有这一类事项的表' })
      for await (const { id, entries, end, words } of chainsOf(tx, kind, table)) {
        report.chains++
        report.entries += entries.length
        report.words += words.length
        const fault = checkChain(entries, table === undefined ? endAsFound(entries) : end)
        if (fault) broken.push({ fault, subjectKind: kind, subjectId: id })
        else report.faults.push(...wordFaults(cipher, entries, words))
        for (const [root, tree] of days) addHeadAt(tree, kind, id, entries, root)
      }
    }
    const places = broken.map(({ fault, subjectKind, subjectId }) => ({ subjectKind, subjectId, seq: fault.seq }))
    report.faults.push(...broken.map((one) => chainFault(one, places)), ...rootFaults(roots, days, published))
    return report
  })
}

interface Chain {
  id: string
  entries: StoredEntry[]
  end: ChainEnd | null
  words: Word[]
}

interface Word {
  id: string
  seq: number
  field: string
  salt: Buffer
  value: Buffer
}

/** Every subject of a kind with what is stored of it, in the order of ids: three sorted streams, merged. */
async function* chainsOf(tx: Tx, kind: string, table: string | undefined): AsyncGenerator<Chain> {
  const entries = await openStream<StoredEntry & { id: string }>(tx, 'entries', `select subject_id as id, subject_kind as "subjectKind",
    subject_id as "subjectId", seq, at, actor_id as "actorId", appointment_id as "appointmentId", role, action, from_state as "fromState",
    to_state as "toState", facts, commitments, previous_hash as "previousHash", hash from history where subject_kind = $1 order by subject_id, seq`, [kind])
  const words = await openStream<Word>(tx, 'words', `select subject_id as id, seq, field, salt, value from history_values
    where subject_kind = $1 order by subject_id, seq, field`, [kind])
  const ends = await openStream<ChainEnd & { id: string }>(tx, 'ends', table === undefined
    ? 'select id, 0 as length, null::bytea as head from (values (null::uuid)) as none (id) where false'
    : `select id, history_length as length, history_head as head from ${table} order by id`)
  for (;;) {
    const id = [entries.next()?.id, words.next()?.id, ends.next()?.id].filter((one) => one !== undefined).sort()[0]
    if (id === undefined) break
    yield { id, entries: await entries.takeAll(id), words: await words.takeAll(id), end: (await ends.takeAll(id))[0] ?? null }
  }
  for (const stream of [entries, words, ends]) await stream.close()
}

interface Stream<Row> {
  /** The row that comes next, undefined at the end. */
  next(): Row | undefined
  /** All that follow with this id. */
  takeAll(id: string): Promise<Row[]>
  close(): Promise<void>
}

async function openStream<Row extends { id: string }>({ sql }: Tx, name: string, query: string, parameters: string[] = []): Promise<Stream<Row>> {
  await sql.unsafe(`declare ${name} no scroll cursor for ${query}`, parameters)
  const fetch = () => sql.unsafe<Row[]>(`fetch ${BATCH} from ${name}`)
  let rows: readonly Row[] = await fetch()
  let at = 0
  return {
    next: () => rows[at],
    async takeAll(id) {
      const taken: Row[] = []
      while (rows[at]?.id === id) {
        taken.push(rows[at++]!)
        if (at === rows.length && rows.length > 0) {
          rows = await fetch()
          at = 0
        }
      }
      return taken
    },
    close: async () => void (await sql.unsafe(`close ${name}`)),
  }
}

/** Of a kind without a table nobody knows more than the entries say. */
const endAsFound = (entries: readonly StoredEntry[]): ChainEnd => ({ length: entries.length, head: entries.at(-1)?.hash ?? null })

/** A word was changed, or stands where none was written. Erased words are missed by nobody. */
function wordFaults(cipher: Cipher, entries: readonly StoredEntry[], words: readonly Word[]): HistoryFault[] {
  const wrong = words.find(({ id, seq, field, salt, value }) => {
    try {
      const text = cipher.open({ table: 'history_values', column: 'value', row: `${id}/${seq}/${field}` }, value)
      return entries[seq - 1]?.commitments[field] !== commitmentOf(salt, text)
    } catch {
      return true
    }
  })
  const kind = entries[0]?.subjectKind ?? ''
  return wrong ? [{ kind: 'word', where: `${kind}/${wrong.id}#${wrong.seq}`, note: `${wrong.field} 的原文与承诺不符` }] : []
}

const NOTES: Record<ChainFault['kind'], string> = {
  changed: '内容被改过', dropped: '被删掉了', 'cut off': '这一条及以后的都被截掉了', moved: '是从别处移来的', added: '是后来加上的，事项本身不知道',
}

/** A changed entry that was written for a place where something is missing or wrong was moved from there. */
function chainFault(
  { fault: { kind, seq, entry }, subjectKind, subjectId }: { fault: ChainFault; subjectKind: string; subjectId: string },
  places: readonly Pick<StoredEntry, 'subjectKind' | 'subjectId' | 'seq'>[],
): HistoryFault {
  const where = `${subjectKind}/${subjectId}#${seq}`
  const origin = entry && kind === 'changed' ? places.find((place) => !(place.subjectId === subjectId && place.seq === seq) && belongsAt(entry, place)) : undefined
  return origin
    ? { kind: 'moved', where, note: `${NOTES.moved}：${origin.subjectKind}/${origin.subjectId}#${origin.seq}` }
    : { kind, where, note: NOTES[kind] }
}

async function storedRoots({ sql }: Tx): Promise<DayRoot[]> {
  return [...(await sql<DayRoot[]>`select day, root, previous_root as "previousRoot", heads_root as "headsRoot", head_count as "headCount"
    from history_roots order by day`)]
}

/** The last root covers all before it; a published one is held against the heads of its own day. */
const rootsToHold = (roots: readonly DayRoot[], published: Readonly<Record<string, string>>): DayRoot[] =>
  roots.filter((root, index) => index === roots.length - 1 || root.day in published)

function addHeadAt(tree: MerkleTree, kind: string, id: string, entries: readonly StoredEntry[], { day }: DayRoot): void {
  const end = endOfDay(parseIsoDate(day))
  const head = entries.findLast(({ at }) => at < end)
  if (head) addHead(tree, kind, { id, seq: head.seq, hash: head.hash })
}

function rootFaults(roots: readonly DayRoot[], held: ReadonlyMap<DayRoot, MerkleTree>, published: Readonly<Record<string, string>>): HistoryFault[] {
  const faults: HistoryFault[] = []
  const add = (day: string, note: string) => faults.push({ kind: 'root', where: day, note })
  for (const [index, root] of roots.entries()) {
    const before = roots[index - 1]
    if (!(before?.root ?? Buffer.alloc(0)).equals(root.previousRoot ?? Buffer.alloc(0))) add(root.day, '没有接在前一天的根上')
    else if (!rootOf(root).equals(root.root)) add(root.day, '根被改过')
    const tree = held.get(root)
    if (tree && !(tree.size === root.headCount && tree.root().equals(root.headsRoot))) add(root.day, '当天各条链的链头与根不符')
  }
  for (const [day, hex] of Object.entries(published)) {
    const stored = roots.find((root) => root.day === day)
    if (!stored) add(day, '公布过根，库里却没有')
    else if (stored.root.toString('hex') !== hex.toLowerCase()) add(day, '与公布的根不符')
  }
  return faults
}

/** `2026-11-24`, or undefined where it is no date. */
export function dayIn(text: string): string | undefined {
  try {
    return isoDate(parseIsoDate(text))
  } catch {
    return undefined
  }
}
