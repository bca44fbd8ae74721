import { and, asc, desc, eq, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { dutiesOf } from '../area/public.ts'
import { complaintContacts, complaintQuestions, complaints, type ComplaintContactRow, type ComplaintQuestionRow, type ComplaintRow } from './table.ts'
import { visibleTo, withinScopes } from './visible.ts'

export interface ListQuery {
  queue: 'mine' | 'filed' | 'desk' | 'reopens' | 'callBack' | 'area'
  state?: ComplaintRow['state']
  category?: string
  limit: number
}
export interface Listed {
  row: ComplaintRow
  /** What the list is sorted by. */
  at: Date
}

const QUEUE_CLOCKS = { desk: 'solve', reopens: 'reopenDecide' } as const
/** The due time of what is waited for, or, without a clock that runs, the time of asking. */
const dueAt = (kind: 'solve' | 'reopenDecide') => sql<Date>`coalesce((select c.due_at from clocks c where c.subject_kind = 'complaint' and c.subject_id = ${complaints.id}
  and c.kind = ${kind} and c.state in ('running', 'paused', 'fired') order by c.started_at desc limit 1), ${complaints.createdAt})`
const WAITING = ['submitted', 'accepted', 'awaiting_resident'] as const

/** One page and one row more. Queues most urgent first, everything else newest first. */
export async function listComplaints(db: Db, actor: Actor, now: Date, query: ListQuery, after: Position | null): Promise<Listed[]> {
  const isQueue = query.queue === 'desk' || query.queue === 'reopens'
  const key: SQL = query.queue === 'desk' || query.queue === 'reopens' ? dueAt(QUEUE_CLOCKS[query.queue]) : sql`${complaints.createdAt}`
  const where = and(
    visibleTo(actor),
    await inQueue(db, actor, now, query.queue),
    query.state && eq(complaints.state, query.state),
    query.category === undefined ? undefined : eq(complaints.category, query.category),
    !after ? undefined : isQueue
      ? sql`(${key}, ${complaints.id}) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
      : sql`(${key}, ${complaints.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
  )
  const order = isQueue ? [asc(key), asc(complaints.id)] : [desc(key), desc(complaints.id)]
  const found = await db.q.select({ row: complaints, at: sql<Date>`${key}` }).from(complaints).where(where).orderBy(...order).limit(query.limit + 1)
  return found.map(({ row, at }) => ({ row, at: new Date(at) }))
}

async function inQueue(db: Db, actor: Actor, now: Date, queue: ListQuery['queue']): Promise<SQL | undefined> {
  const me = actor.accountId!
  switch (queue) {
    case 'mine':
      return or(eq(complaints.reporterId, me), eq(complaints.filerId, me))
    case 'filed':
      return and(eq(complaints.filerId, me), or(isNull(complaints.reporterId), ne(complaints.reporterId, me)))
    case 'desk':
      return and(inArray(complaints.state, [...WAITING]), await atMyDesk(db, actor, now))
    case 'reopens':
      return and(inArray(complaints.state, ['resolved', 'closed']), isReopenAsked, reopenDecidedBy(actor))
    case 'callBack':
      return and(eq(complaints.state, 'resolved'), withinScopes(actor, ['callBackOfficer'], complaints) ?? sql`false`)
    case 'area':
      return undefined
  }
}

const isReopenAsked = sql`exists (select 1 from clocks c where c.subject_kind = 'complaint' and c.subject_id = ${complaints.id}
  and c.kind = 'reopenDecide' and c.state in ('running', 'paused'))`

/** SQL for `reopenDecider`: the county where the demand stood at level 1 or above, else the street. */
function reopenDecidedBy(actor: Actor): SQL {
  const isAboveChair = sql`coalesce((select d.level from demands d where d.id = ${complaints.demandId}), 0) >= 1`
  const street = withinScopes(actor, ['streetOfficer'], complaints)
  const county = withinScopes(actor, ['countyOfficer'], complaints)
  return or(street && and(street, sql`not ${isAboveChair}`), county && and(county, isAboveChair), sql`false`)!
}

/** The desks this person has now: grids they are on duty for, their communities' (also for grids without anybody), their towns'. */
async function atMyDesk(db: Db, actor: Actor, now: Date): Promise<SQL> {
  const grids = await gridsUnder(db, actor)
  const duties = await dutiesOf(db, grids, now)
  const mine = [...duties].filter(([, duty]) =>
    duty.kind === 'person'
      ? actor.appointments.some((held) => held.id === duty.appointmentId)
      : actor.appointments.some((held) => held.role === 'communityWorker' && duty.communityCode.startsWith(held.scopeId)),
  )
  const community = withinScopes(actor, ['communityWorker'], complaints)
  const town = withinScopes(actor, ['streetOfficer'], complaints)
  return or(
    mine.length > 0 ? and(eq(complaints.desk, 'grid'), inArray(complaints.gridCode, mine.map(([grid]) => grid))) : undefined,
    community && and(eq(complaints.desk, 'community'), isNull(complaints.aboutRole), community),
    town && and(eq(complaints.desk, 'town'), town),
    sql`false`,
  )!
}

async function gridsUnder(db: Db, actor: Actor): Promise<string[]> {
  const leaders = actor.appointments.filter((held) => ['gridLeader', 'blockLeader', 'regionLeader'].includes(held.role))
  const communities = actor.appointments.filter((held) => held.role === 'communityWorker' && held.scopeKind === 'area')
  const own = leaders.flatMap((held) => [held.scopeId, ...held.gridCodes])
  if (communities.length === 0) return own
  const rows = await db.sql<{ code: string }[]>`select code from areas where kind = 'grid'
    and community_code = any(${communities.map((held) => held.scopeId)}::text[])`
  return [...own, ...rows.map((row) => row.code)]
}

export async function contactsOf(db: Db, complaintId: string): Promise<ComplaintContactRow[]> {
  return db.q.select().from(complaintContacts).where(eq(complaintContacts.complaintId, complaintId)).orderBy(complaintContacts.at, complaintContacts.id)
}

/** Tries that reached nobody since it was last taken up anew: how many, and on how many days of the county's zone. */
export async function failedContacts(db: Db, { id, earlierAnswers }: Pick<ComplaintRow, 'id' | 'earlierAnswers'>): Promise<{ tries: number; days: number }> {
  const [row] = await db.sql<{ tries: number; days: number }[]>`select count(*)::int as tries,
      count(distinct (at at time zone 'Asia/Shanghai')::date)::int as days
    from complaint_contacts where complaint_id = ${id} and not is_reached and at > ${earlierAnswers.at(-1)?.reopenedAt ?? '-infinity'}`
  return row!
}

/** What the ledger says of raised complaints: where the demand stands and who has it. Read here as plain data; its rules live above. */
export interface LedgerNote {
  complaintId: string
  demandNumber: string
  demandState: string
  level: number
  associationName: string | null
  unitName: string | null
  until: Date | null
}

export async function ledgerNotes(db: Db, complaintIds: readonly string[]): Promise<Map<string, LedgerNote>> {
  if (complaintIds.length === 0) return new Map()
  const rows = await db.sql<LedgerNote[]>`
    select c.id as "complaintId", d.number as "demandNumber", d.state as "demandState", d.level, s.name as "associationName", u.name as "unitName",
      (select k.due_at from clocks k where k.state in ('running', 'paused') and (
        (d.state = 'pending' and k.subject_kind = 'demand' and k.subject_id = d.id and k.kind = 'assign')
        or (d.state = 'dispatched' and k.subject_kind = 'dispatch' and k.subject_id = x.id and k.kind = 'solve')
        or (d.state = 'replied' and k.subject_kind = 'demand' and k.subject_id = d.id and k.kind = 'verify')) limit 1) as until
    from complaints c join demands d on d.id = c.demand_id
    left join associations s on s.id = d.association_id
    left join lateral (select id, unit_id from dispatches where demand_id = d.id and role = 'lead'
      and state in ('sent', 'accepted', 'return_requested', 'replied') limit 1) x on true
    left join units u on u.id = x.unit_id
    where c.id = any(${[...complaintIds]}::uuid[])`
  return new Map(rows.map((row) => [row.complaintId, row]))
}

/** Since when each complaint is with whoever has it: its last change of hands. */
export async function heldSince(db: Db, complaintIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db.sql<{ id: string; since: Date }[]>`select subject_id as id, max(at) as since from history
    where subject_kind = 'complaint' and subject_id = any(${[...complaintIds]}::uuid[])
      and action in ('submit', 'accept', 'accept_overdue', 'hand_up', 'raise', 'send_back', 'resolve', 'resolve_by_demand',
        'resolve_with_target', 'reassign', 'appeal', 'raise_overdue', 'reopen', 'grant_reopen', 'reopen_overdue', 'unmerge', 'target_gone') group by subject_id`
  return new Map(rows.map((row) => [row.id, row.since]))
}

export async function namesOfAreas(db: Db, codes: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(codes.filter((code): code is string => code !== null))]
  const rows = await db.sql<{ code: string; name: string }[]>`select code, name from areas where code = any(${wanted}::text[])`
  return new Map(rows.map((row) => [row.code, row.name]))
}

/** Masked names of accounts, 王*. */
export async function namesOfReporters(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  const rows = await db.sql<{ id: string; name: string }[]>`select id, display_name as name from accounts where id = any(${wanted}::uuid[])`
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Blind indexes as rows; the driver has no type for a list of bytes. */
const ofHex = (db: Db, indexes: readonly Buffer[]) => db.sql`select decode(h, 'hex') from unnest(${indexes.map((index) => index.toString('hex'))}::text[]) h`

/** The one account with this phone number, or null where there is none or several. */
export async function accountByPhone(db: Db, indexes: readonly Buffer[]): Promise<string | null> {
  const rows = await db.sql<{ id: string }[]>`select id from accounts where phone_index in (${ofHex(db, indexes)}) and state = 'active' limit 2`
  return rows.length === 1 ? rows[0]!.id : null
}

export async function unitExists(db: Db, id: string): Promise<boolean> {
  return (await db.sql`select 1 from units where id = ${id}`).length > 0
}

export const questionsOf = (db: Db, complaintId: string): Promise<ComplaintQuestionRow[]> =>
  db.q.select().from(complaintQuestions).where(eq(complaintQuestions.complaintId, complaintId)).orderBy(complaintQuestions.askedAt, complaintQuestions.id)

/** Where a demand stands: 0 the chair, 1 the street, 2 the county. */
export async function levelOf(db: Db, demandId: string): Promise<number | null> {
  const [row] = await db.sql<{ level: number }[]>`select level from demands where id = ${demandId}`
  return row?.level ?? null
}

/** Complaints that follow this one, in the order in which they came. */
export async function followersOf(db: Db, targetId: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select id from complaints where merged_into_id = ${targetId} order by created_at, id`
  return rows.map(({ id }) => id)
}

/** This reporter has a complaint that follows the target already. */
export async function isFollowing(db: Db, reporterId: string, targetId: string): Promise<boolean> {
  return (await db.sql`select 1 from complaints where merged_into_id = ${targetId} and reporter_id = ${reporterId} limit 1`).length > 0
}

/** This photo shows what was done about a complaint of theirs; of one without an account, about what they filed. */
export async function isResolutionPhotoFor(db: Db, accountId: string, uploadId: string): Promise<boolean> {
  return (await db.sql`select 1 from complaints where (reporter_id = ${accountId} or (reporter_id is null and filer_id = ${accountId}))
    and ${uploadId}::uuid = any(resolution_upload_ids) limit 1`).length > 0
}

/** The complaint with this number whose reporter has this phone number. */
export async function byNumberAndPhone(db: Db, number: string, phoneIndexes: readonly Buffer[]): Promise<string | null> {
  const [row] = await db.sql<{ id: string }[]>`select c.id from complaints c join accounts a on a.id = c.reporter_id
    where c.number = ${number} and a.phone_index in (${ofHex(db, phoneIndexes)})`
  return row?.id ?? null
}

/** What a person without an account left as their number, for a complaint filed for them. */
export async function filedByNumber(db: Db, number: string): Promise<{ id: string; onBehalfPhone: Buffer } | null> {
  const [row] = await db.sql<{ id: string; onBehalfPhone: Buffer }[]>`select id, on_behalf_phone as "onBehalfPhone" from complaints
    where number = ${number} and reporter_id is null and on_behalf_phone is not null`
  return row ?? null
}

/** What an account keeps to be reached by, sealed. */
export async function sealedContactOf(db: Db, accountId: string): Promise<{ name: Buffer | null; phone: Buffer | null } | null> {
  const [row] = await db.sql<{ name: Buffer | null; phone: Buffer | null }[]>`select name, phone from accounts where id = ${accountId} and state <> 'closed'`
  return row ?? null
}

export interface LikeComplaint {
  id: string
  text: string
  state: ComplaintRow['state']
  lng: number
  lat: number
  createdAt: Date
  bigrams: string[]
  alsoCount: number
}

/** Of the same category, not confidential, about nobody of the first line, open, inside a box and not older than `since`. */
export async function likeCandidates(db: Db, category: string, box: { west: number; south: number; east: number; north: number }, since: Date): Promise<LikeComplaint[]> {
  return db.sql<LikeComplaint[]>`select c.id, c.text, c.state, c.lng, c.lat, c.created_at as "createdAt", c.bigrams,
      (select count(*)::int from complaints f where f.merged_into_id = c.id) as "alsoCount"
    from complaints c where c.category = ${category} and c.created_at >= ${since} and c.state in ('submitted', 'accepted', 'awaiting_resident', 'raised')
      and c.lng between ${box.west} and ${box.east} and c.lat between ${box.south} and ${box.north}
      and not c.is_confidential and c.about_role is null order by c.created_at desc limit 200`
}

const MOST_TARGETS = 50

/** Of the same community and category, under way and following nobody, about nobody of the first line; the latest first. */
export async function targetsFor(db: Db, row: Pick<ComplaintRow, 'id' | 'communityCode' | 'category'>): Promise<ComplaintRow[]> {
  if (row.communityCode === null) return []
  return db.q.select().from(complaints).where(and(
    ne(complaints.id, row.id), eq(complaints.communityCode, row.communityCode), eq(complaints.category, row.category), isNull(complaints.aboutRole),
    inArray(complaints.state, ['submitted', 'accepted', 'awaiting_resident', 'raised']),
  )).orderBy(desc(complaints.createdAt), desc(complaints.id)).limit(MOST_TARGETS)
}
