import { DECLINE_CLASSES, FIRST_THINGS_FIRST } from '@huying/shared/complaint/catalogue.ts'
import type { Category } from '@huying/shared/complaint/categories.ts'
import type { Complaint, ComplaintItem, Holder } from '@huying/shared/complaint/contract.ts'
import { answerWords } from '@huying/shared/complaint/questions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Cipher } from '../../kernel/cipher.ts'
import { presentClock, type ClockRow } from '../../kernel/clocks.ts'
import { residentName } from '../../kernel/mask.ts'
import { withDecisions } from '../../kernel/decisions.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { Abilities } from '@huying/shared/kernel/schema.ts'
import type { Duty } from '../area/public.ts'
import { complaintPolicy, isOwn, isReporter, isSealed, mayLocate, maySeeAnswer, revealers, type Around } from './policy.ts'
import type { LedgerNote } from './queries.ts'
import { complaintSubject } from './subject.ts'
import type { ComplaintContactRow, ComplaintQuestionRow, ComplaintRow } from './table.ts'

/** What is needed beside the row to show it. */
export interface Surroundings {
  duty: Duty | null
  clocks: readonly ClockRow[]
  ledger: LedgerNote | null
  since: Date
  areaNames: ReadonlyMap<string, string>
  reporterName: string | null
}

export const ANONYMOUS = '一位居民'

/** 王*; 一位居民 for everybody but the reporter where the name is sealed, and where an account is gone. */
export function reporterLabel(actor: Actor, row: ComplaintRow, cipher: Cipher, name: string | null): string {
  if (isSealed(row) && !isOwn(actor, row)) return ANONYMOUS
  if (name !== null) return name
  if (row.onBehalfName === null) return ANONYMOUS
  return residentName(cipher.open({ table: 'complaints', column: 'on_behalf_name', row: row.id }, row.onBehalfName))
}

export function areaName(row: Pick<ComplaintRow, 'gridCode' | 'communityCode' | 'townCode'>, names: ReadonlyMap<string, string>): string {
  const codes = row.communityCode === null ? [row.townCode] : [row.communityCode, row.gridCode]
  return codes.flatMap((code) => (code === null ? [] : (names.get(code) ?? []))).join(' ')
}

/** Who has it now; null when nobody has it any more. */
export function holderOf(row: ComplaintRow, around: Surroundings): Holder | null {
  const held = (kind: Holder['kind'], label: string, until: Date | null): Holder => ({
    kind, label, since: around.since.toISOString(), until: until?.toISOString() ?? null,
  })
  const due = (kind: string): Date | null =>
    around.clocks.findLast((clock) => clock.kind === kind && clock.state !== 'stopped')?.dueAt ?? null
  const name = (code: string | null): string => (code === null ? '' : (around.areaNames.get(code) ?? ''))
  switch (row.state) {
    case 'submitted':
    case 'accepted':
    case 'awaiting_resident': {
      const until = due(row.state === 'submitted' ? 'accept' : 'solve')
      if (row.desk === 'town') return held('town', name(row.townCode), until)
      if (row.desk === 'grid' && around.duty?.kind === 'person') return held('gridLeader', around.duty.staffName, until)
      return held('community', name(row.communityCode), until)
    }
    case 'raised':
      return around.ledger && raisedHolder(row, around.ledger, held, name)
    case 'resolved':
      return held('reporter', '等居民评价', due('confirm'))
    default:
      return null
  }
}

function raisedHolder(
  row: ComplaintRow,
  ledger: LedgerNote,
  held: (kind: Holder['kind'], label: string, until: Date | null) => Holder,
  name: (code: string | null) => string,
): Holder {
  if (ledger.demandState === 'dispatched' && ledger.unitName !== null) return held('unit', ledger.unitName, ledger.until)
  if (ledger.demandState === 'replied') return held('verifier', name(row.communityCode) || name(row.townCode), ledger.until)
  const owners = [`${ledger.associationName ?? ''}轮值会长`, `${name(row.townCode)}联席会`, '县领导小组']
  return held('owner', owners[ledger.level] ?? owners[2]!, ledger.until)
}

const aroundOf = ({ duty, clocks, ledger }: Surroundings): Around => ({ duty, clocks, level: ledger?.level ?? null })

function abilitiesFor(actor: Actor, row: ComplaintRow, around: Surroundings, now: Date): Abilities {
  const abilities = abilitiesOf(complaintSubject, complaintPolicy(aroundOf(around)), actor, row, now)
  const reveal = revealers(actor, row, around.duty)
  return {
    ...withDecisions(abilities, { 'decide-reopen': ['grant-reopen', 'refuse-reopen'] }),
    'contact-reveal': reveal instanceof AppError ? { code: reveal.code, message: reveal.message } : true,
  }
}

export function presentItem(actor: Actor, row: ComplaintRow, around: Surroundings, cipher: Cipher, now: Date): ComplaintItem {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    version: row.version,
    kind: row.kind,
    category: row.category,
    text: row.text,
    urgency: row.urgency,
    desk: row.desk,
    gridCode: row.gridCode,
    communityCode: row.communityCode,
    townCode: row.townCode,
    areaName: areaName(row, around.areaNames),
    reporter: reporterLabel(actor, row, cipher, around.reporterName),
    isMine: isReporter(actor, row),
    isConfidential: row.isConfidential,
    demandId: row.demandId,
    holder: holderOf(row, around),
    createdAt: row.createdAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    outcome: row.outcome,
    abilities: abilitiesFor(actor, row, around, now),
    clocks: around.clocks.map(presentClock),
  }
}

export function presentComplaint(
  actor: Actor,
  row: ComplaintRow,
  around: Surroundings,
  contacts: readonly ComplaintContactRow[],
  questions: readonly ComplaintQuestionRow[],
  /** As it was when the complaint was filed. */
  category: Category | null,
  cipher: Cipher,
  now: Date,
): Complaint {
  const isFull = isOwn(actor, row) || row.filerId === actor.accountId
  return {
    ...presentItem(actor, row, around, cipher, now),
    address: isFull && row.address ? cipher.open({ table: 'complaints', column: 'address', row: row.id }, row.address) : null,
    point: row.lng === null || row.lat === null || !mayLocate(actor, row) ? null : { lng: row.lng, lat: row.lat },
    answers: row.answers,
    answered: answeredOf(row, category),
    uploadIds: row.uploadIds,
    about: aboutOf(row),
    firstLine: row.firstLine,
    firstThings: firstThingsIn(row.text),
    demandNumber: around.ledger?.demandNumber ?? null,
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    contactedAt: row.contactedAt?.toISOString() ?? null,
    contacts: contacts.map((contact) => ({
      at: contact.at.toISOString(), channel: contact.channel, isReached: contact.isReached, note: isOwn(actor, row) ? null : contact.note,
    })),
    resolution: row.resolution,
    resolutionUploadIds: row.resolutionUploadIds,
    confirmation: confirmationOf(actor, row),
    questions: questions.map(({ question, askedAt, answer, answeredAt }) => ({
      question, askedAt: askedAt.toISOString(), answer, answeredAt: answeredAt?.toISOString() ?? null,
    })),
    isUnanswered: row.isUnanswered,
    decline: declineOf(row),
    mergedIntoId: row.mergedIntoId,
    reopenCount: row.reopenCount,
    earlierAnswers: maySeeAnswer(actor, row)
      ? row.earlierAnswers.map(({ outcome, contacted, solved, satisfied, reopenedAt }) => ({ outcome, contacted, solved, satisfied, reopenedAt }))
      : [],
  }
}

/** What was answered to the questions of the category, in their order. */
const answeredOf = (row: ComplaintRow, category: Category | null): Complaint['answered'] =>
  (category?.questions ?? []).flatMap((question) => {
    const value = row.answers[question.code]
    return value === undefined ? [] : [{ code: question.code, label: question.label, words: answerWords(question, value) }]
  })

function declineOf(row: ComplaintRow): Complaint['decline'] {
  const declined = DECLINE_CLASSES.find(({ code }) => code === row.declineClass)
  if (row.state !== 'declined' || !declined) return null
  return { classCode: declined.code, label: declined.label, basis: declined.basis, whereToGo: row.declineWhere ?? declined.whereToGo, version: row.declineVersion ?? '' }
}

function aboutOf(row: ComplaintRow): Complaint['about'] {
  if (row.aboutRole !== null) return { role: row.aboutRole, areaCode: row.aboutAreaCode ?? row.townCode }
  return row.aboutUnitId === null ? null : { unitId: row.aboutUnitId }
}

function confirmationOf(actor: Actor, row: ComplaintRow): Complaint['confirmation'] {
  if (row.answeredBy === null || !maySeeAnswer(actor, row)) return null
  return { contacted: row.isContacted, solved: row.isSolved, satisfied: row.satisfaction, comment: row.comment, by: row.answeredBy }
}

/** Words that read as danger to life, in the order in which they are shown. */
export const firstThingsIn = (text: string): Complaint['firstThings'] =>
  FIRST_THINGS_FIRST.filter((thing) => thing.words.some((word) => text.includes(word))).map(({ code, phone, message }) => ({ code, phone, message }))
