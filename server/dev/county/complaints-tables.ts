import { DECLINE_CLASSES_VERSION } from '@huying/shared/complaint/catalogue'
import { isoDate } from '@huying/shared/kernel/calendar-day'
import type { Cipher } from '../../src/kernel/cipher.ts'
import { wordsOf } from '../../src/modules/demand/words.ts'
import { imageFile, THUMBNAIL_FILE } from '../../src/modules/upload/files.ts'
import { objectKey } from '../../src/modules/upload/signed-url.ts'
import type { ComplaintLife, ContactNote } from './complaints-life.ts'
import type { TableWriter } from './copy.ts'
import { Json, PgArray } from './copy-bytes.ts'
import type { DemandLife } from './demands-life.ts'
import type { DispatchLife } from './dispatches-life.ts'
import { proofPhoto, type Proven } from './proof-photos.ts'
import type { Random } from './random.ts'

const SUBJECT = ['id', 'state', 'version', 'history_length', 'history_head', 'created_at', 'updated_at']

export const CASE_COLUMNS = {
  complaints: [
    ...SUBJECT, 'number', 'reporter_id', 'filer_id', 'on_behalf_name', 'on_behalf_phone', 'authority', 'kind', 'category', 'urgency', 'text',
    'lng', 'lat', 'address', 'grid_code', 'community_code', 'town_code', 'first_line', 'desk', 'check_verdict', 'about_role', 'about_area_code',
    'about_unit_id', 'is_confidential', 'merged_into_id', 'kept_state', 'demand_id', 'handler_id', 'accepted_at', 'contacted_at', 'reopen_count',
    'outcome', 'resolution', 'resolved_at', 'resolved_by', 'is_contacted', 'is_solved', 'satisfaction', 'comment', 'answered_by', 'closed_at', 'bigrams',
    'ask_count', 'is_unanswered', 'decline_class', 'decline_version', 'decline_where', 'declined_by', 'has_appealed', 'earlier_answers',
    'resolution_upload_ids',
  ],
  complaint_questions: ['id', 'complaint_id', 'asked_at', 'asked_by', 'question', 'answer', 'answered_at', 'answered_by'],
  complaint_contacts: ['id', 'complaint_id', 'at', 'channel', 'is_reached', 'note', 'author_id', 'created_at'],
  demands: [
    ...SUBJECT, 'number', 'association_id', 'grid_code', 'community_code', 'town_code', 'is_urban', 'lng', 'lat', 'category', 'nature', 'urgency',
    'summary', 'reason', 'about_unit_id', 'level', 'round', 'redo_count', 'escalated_for', 'opened_by', 'recurrence_of', 'rule_code',
    'override_reason', 'dispatched_at', 'replied_at', 'verified_at', 'verified_by', 'verify_outcome', 'verify_note', 'dismiss_reason',
    'closed_at', 'bring_back_count', 'hold_reason', 'hold_plan', 'hold_review_on', 'hold_proposed_by', 'hold_state', 'hold_level', 'hold_renewals', 'bigrams',
    'verify_upload_ids',
  ],
  dispatches: [
    ...SUBJECT, 'demand_id', 'round', 'unit_id', 'role', 'is_required', 'urgency', 'sent_by', 'handler_id', 'accepted_at', 'is_accepted_by_silence',
    'contacted_at', 'outcome', 'account', 'plan', 'replied_at', 'replied_by', 'redo_count', 'ended_at', 'end_reason', 'return_count', 'return_reason',
    'return_basis', 'return_unit_id', 'return_asked_at', 'extension_days', 'extension_reason', 'extension_state', 'extension_level', 'milestones',
    'upload_ids',
  ],
  dispatch_contacts: ['id', 'dispatch_id', 'at', 'channel', 'is_reached', 'note', 'author_id', 'created_at'],
  dispatch_notes: ['id', 'dispatch_id', 'kind', 'at', 'author_id', 'note', 'upload_ids'],
  uploads: [
    'id', 'account_id', 'purpose', 'mime', 'width', 'height', 'bytes', 'object_key', 'thumbnail_key', 'sha256', 'verdict', 'created_at', 'attached_kind', 'attached_id',
  ],
} as const
export type CaseTables = Record<keyof typeof CASE_COLUMNS, TableWriter>

/** What stands in the row of a photo that is drawn when it is looked at. */
const DRAWN = { mime: 'image/jpeg', width: 800, height: 600, bytes: 12_000, sha256: Buffer.alloc(32) } as const

/** The one photo of a thing that was done, by whoever did it; its id, or none. */
function writeProof(kind: Proven, id: string, by: string | null, atMs: number | null, tables: CaseTables): string[] {
  if (by === null || atMs === null) return []
  const photo = proofPhoto(id, kind)
  tables.uploads.row([
    photo, by, 'proof', DRAWN.mime, DRAWN.width, DRAWN.height, DRAWN.bytes, objectKey(photo, imageFile(DRAWN.mime)), objectKey(photo, THUMBNAIL_FILE), DRAWN.sha256, 'pass',
    at(atMs), kind, id,
  ])
  return [photo]
}

const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

export function writeComplaint(life: ComplaintLife, number: string, terms: readonly string[], cipher: Cipher, tables: CaseTables, random: Random): void {
  const { matter, answer } = life
  const { spot, onBehalf } = matter
  const seal = (column: string, text: string | null | undefined) => (text ? cipher.seal({ table: 'complaints', column, row: matter.id }, text) : null)
  tables.complaints.row([
    ...life.chain.columns(), number, matter.reporter, matter.filer.account, seal('on_behalf_name', onBehalf?.name),
    seal('on_behalf_phone', onBehalf?.phone), onBehalf?.authority, matter.kind, matter.category.code, matter.category.urgency, matter.text,
    spot.point?.[0], spot.point?.[1], seal('address', matter.address), spot.grid?.code, spot.community?.code, spot.town.code, new Json(spot.steps),
    life.desk, 'pass', matter.aboutRole, matter.aboutAreaCode, matter.aboutUnitId, matter.isConfidential, life.mergedIntoId, life.keptState,
    life.demandId, life.handler, at(life.acceptedMs), at(life.contactedMs), life.reopenCount, life.outcome, life.resolution, at(life.resolvedMs),
    life.resolvedBy, answer?.contacted, answer?.solved, answer?.satisfied, answer?.comment, life.answeredBy, at(life.closedMs), new PgArray(terms),
    life.questions.length, life.isUnanswered, life.declined?.class.code, life.declined && DECLINE_CLASSES_VERSION, life.declined?.class.whereToGo,
    life.declined?.by, life.hasAppealed, new Json(life.earlierAnswers), new PgArray(life.resolutionPhoto === null ? [] : [life.resolutionPhoto]),
  ])
  if (life.resolutionPhoto === proofPhoto(matter.id, 'complaint')) writeProof('complaint', matter.id, life.resolvedBy, life.resolvedMs, tables)
  for (const { atMs, author, question, answer: said } of life.questions)
    tables.complaint_questions.row([random.uuid(atMs), matter.id, at(atMs), author, question, said?.text, said && at(said.atMs), said?.author])
  writeContacts(matter.id, life.contacts, tables.complaint_contacts, random)
}

function writeContacts(id: string, contacts: readonly ContactNote[], table: TableWriter, random: Random): void {
  for (const { atMs, channel, isReached, note, author } of contacts)
    table.row([random.uuid(atMs), id, at(atMs), channel, isReached, note, author, at(atMs)])
}

export function writeDemand(life: DemandLife, number: string, tables: CaseTables): void {
  const { entry, hold } = life
  tables.demands.row([
    ...life.chain.columns(), number, entry.association?.id, entry.grid?.code, entry.community?.code, entry.town.code, entry.isUrban,
    entry.point?.[0], entry.point?.[1], entry.category.code, entry.nature, entry.category.urgency, entry.summary, entry.reason, entry.aboutUnit?.id,
    life.level, life.round, life.redoCount, new PgArray(life.escalatedFor), entry.openedBy.account, entry.recurrenceOf, life.ruleCode,
    life.overrideReason, at(life.dispatchedMs), at(life.repliedMs), at(life.verifiedMs), life.verifiedBy, life.verifyOutcome, life.verifyNote,
    life.dismissReason, at(life.closedMs), life.bringBackCount, hold?.reasonCode, hold?.plan, hold && isoDate(hold.reviewDay), hold?.by,
    hold?.state, hold?.level, life.holdRenewals, new PgArray(wordsOf({ number, summary: entry.summary, reason: entry.reason })),
    new PgArray(writeProof('demand', entry.id, life.verifiedBy, life.verifiedMs, tables)),
  ])
}

export function writeDispatch(life: DispatchLife, tables: CaseTables, random: Random): void {
  const { part, returning, extension } = life
  const proof = writeProof('dispatch', part.id, life.repliedBy, life.repliedMs, tables)
  tables.dispatches.row([
    ...life.chain.columns(), part.demandId, part.round, part.unit.id, part.role, part.isRequired, part.urgency, part.sentBy.account, life.handler,
    at(life.acceptedMs), life.isAcceptedBySilence, at(life.contactedMs), life.outcome, life.account, life.plan, at(life.repliedMs), life.repliedBy,
    life.redoCount, at(life.endedMs), life.endReason, returning ? 1 : 0, returning?.reasonCode, returning?.basis, returning?.unitId, at(returning?.atMs ?? null),
    extension?.days, extension?.reason, extension?.state, extension?.level, new PgArray(life.milestones),
    new PgArray(proof),
  ])
  writeContacts(part.id, life.contacts, tables.dispatch_contacts, random)
  for (const { kind, atMs, author, note } of life.notes) tables.dispatch_notes.row([random.uuid(atMs), part.id, kind, at(atMs), author, note, new PgArray(kind === 'reply' ? proof : [])])
}
