import type { NewComplaint } from '@huying/shared/complaint/contract.ts'
import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { answerFaults, filledAnswers, todayOf } from '@huying/shared/complaint/questions.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import { appointmentsOver } from '../../../kernel/actor.ts'
import { accountOf, type ActingAs, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { asHolder, asSelf } from '../../../kernel/policy.ts'
import { bigrams } from '../../../kernel/bigrams.ts'
import { create } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { categoriesShown } from '../categories.ts'
import { findFirstLine, type FirstLine } from '../first-line.ts'
import { limitsOf } from '../limits.ts'
import { nextNumber } from '../number.ts'
import { placeOf } from '../policy.ts'
import { accountByPhone, isFollowing, unitExists } from '../queries.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow, complaints } from '../table.ts'
import { lockTarget } from './merge-complaint.ts'

/** Files a complaint for oneself, or as a grid leader for somebody of the grid. All clocks run from now. */
export async function submitComplaint(context: CommandContext, body: NewComplaint, verdict: CheckVerdict): Promise<Written> {
  if (verdict === 'risky') throw complaintErrors.TEXT_REFUSED()
  const { category, catalogueVersion, answers } = await askedOf(context, body)
  if (body.about && 'unitId' in body.about && !(await unitExists(context.tx, body.about.unitId))) throw complaintErrors.UNIT_UNKNOWN()
  const residence = body.onBehalfOf ? null : context.actor.gridCode
  const line = await findFirstLine(context.tx, body, residence, context.now)
  const as = filesAs(context, body, line)
  const id = uuidv7(context.now)
  const target = body.joinComplaintId === undefined ? null : await joined(context, body.joinComplaintId, line)
  const persons = await personsOf(context, body, id)
  if (target && persons.reporterId && (await isFollowing(context.tx, persons.reporterId, target.id))) throw kernelErrors.DUPLICATE()
  const limits = limitsOf(context.kernel, category.urgency)
  await create({ ...context, as }, complaintSubject, 'submit', {
    id,
    number: await nextNumber(context, 'complaint'),
    ...persons,
    ...contentOf(context, body, id),
    answers,
    catalogueVersion,
    kind: body.kind,
    category: category.code,
    urgency: category.urgency,
    uploadIds: await attachUploads(context, body.uploadIds ?? [], 'complaint', { kind: complaintSubject.kind, id }),
    gridCode: line.gridCode,
    communityCode: line.communityCode,
    townCode: line.townCode,
    firstLine: line.steps,
    desk: line.desk,
    checkVerdict: verdict,
    mergedIntoId: target?.id ?? null,
  }, {
    to: target ? 'merged' : 'submitted',
    facts: { ...(target && { targetId: target.id }), category: category.code, kind: body.kind, urgency: category.urgency, desk: line.desk, gridCode: line.gridCode, communityCode: line.communityCode, townCode: line.townCode },
    // One that joins follows the work of the other; being told of it is its own.
    start: (target ? (['contact'] as const) : (['accept', 'contact', 'solve'] as const)).map((kind) => ({ kind, limit: limits[kind] })),
  })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** "Me too": beside a complaint of the same community that is under way, not about the first line, and not one's own. Locked, so that nobody joins twice at once. */
async function joined(context: CommandContext, targetId: string, line: FirstLine): Promise<ComplaintRow> {
  const target = await lockTarget(context, targetId)
  if (target.aboutRole !== null || target.isConfidential) throw complaintErrors.TARGET_UNKNOWN()
  if (target.reporterId === accountOf(context)) throw kernelErrors.DUPLICATE()
  if (target.communityCode === null || target.communityCode !== line.communityCode) throw complaintErrors.TARGET_ELSEWHERE()
  return target
}

/** The category by the version that the form showed, with the answers to what it asks; all of them wrong are named at once. */
async function askedOf(context: CommandContext, { category: code, answers = {}, catalogueVersion }: NewComplaint) {
  const { byCode, version } = await categoriesShown(context, catalogueVersion)
  const category = byCode.get(code)
  if (!category?.isActive) throw complaintErrors.CATEGORY_UNKNOWN()
  const faults = answerFaults(category.questions, answers, todayOf(context.now))
  if (faults.length > 0) throw complaintErrors.ANSWERS_WRONG({ answers: faults })
  return { category, catalogueVersion: version, answers: filledAnswers(answers) }
}

function filesAs({ actor }: CommandContext, body: NewComplaint, line: FirstLine): ActingAs {
  if (!body.onBehalfOf) return asSelf()
  const verdict = asHolder(appointmentsOver(actor, ['gridLeader', 'blockLeader', 'regionLeader'], placeOf(line)), complaintErrors.BEHALF_NOT_ALLOWED())
  if (verdict instanceof AppError) throw verdict
  return verdict
}

type Persons = Pick<typeof complaints.$inferInsert, 'filerId' | 'reporterId' | 'onBehalfName' | 'onBehalfPhone' | 'authority'>

async function personsOf(context: CommandContext, { onBehalfOf }: NewComplaint, id: string): Promise<Persons> {
  const filerId = accountOf(context)
  if (!onBehalfOf) return { filerId, reporterId: filerId }
  const { cipher } = context.kernel
  const seal = (column: string, text: string) => cipher.seal({ table: 'complaints', column, row: id }, text)
  const known = onBehalfOf.phone === undefined ? null : await accountByPhone(context.tx, cipher.blindIndexes('accounts', 'phone', onBehalfOf.phone))
  return {
    filerId,
    reporterId: known === filerId ? null : known,
    onBehalfName: seal('on_behalf_name', onBehalfOf.name),
    onBehalfPhone: onBehalfOf.phone === undefined ? null : seal('on_behalf_phone', onBehalfOf.phone),
    authority: onBehalfOf.authority,
  }
}

type Content = Pick<
  typeof complaints.$inferInsert,
  'text' | 'bigrams' | 'lng' | 'lat' | 'address' | 'isConfidential' | 'aboutRole' | 'aboutAreaCode' | 'aboutUnitId'
>

function contentOf(context: CommandContext, body: NewComplaint, id: string): Content {
  const about = body.about
  return {
    text: body.text,
    bigrams: bigrams(body.text),
    lng: body.point?.lng ?? null,
    lat: body.point?.lat ?? null,
    address: body.address === undefined ? null : context.kernel.cipher.seal({ table: 'complaints', column: 'address', row: id }, body.address),
    isConfidential: body.isConfidential ?? false,
    aboutRole: about && 'role' in about ? about.role : null,
    aboutAreaCode: about && 'role' in about ? about.areaCode : null,
    aboutUnitId: about && 'unitId' in about ? about.unitId : null,
  }
}
