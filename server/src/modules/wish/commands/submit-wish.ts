import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue.ts'
import type { wishContract } from '@huying/shared/wish/contract.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import type { ActingAs, CommandContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { create } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { limitsOf } from '../limits.ts'
import { wishSubject } from '../table.ts'
import { countLive, findBeneficiary } from './beneficiary.ts'
import { lockPersons } from './open-wish.ts'

type Body = Input<typeof wishContract.create>['body']

/** For oneself, a dependent or a resident filed for. Whose wish it is, is locked, so that two posts at once cannot pass the limit. */
export async function submitWish(context: CommandContext, { body }: Input<typeof wishContract.create>, verdict: CheckVerdict) {
  if (verdict === 'risky') throw wishErrors.CONTENT_RISKY()
  const id = uuidv7(context.now)
  const areaCode = areaOf(context, body)
  const beneficiary = await findBeneficiary(context, id, areaCode, body)
  const { sql } = context.tx
  // Sent together, done one after another: what lives is counted under the lock.
  const [, [area], live] = await Promise.all([
    lockPersons(context, [beneficiary.accountId, beneficiary.filerId]),
    sql<[{ known: boolean; serial: string }]>`
      select exists (select 1 from areas where code = ${areaCode} and kind in ('grid', 'community')) as known, nextval('wish_numbers') as serial`,
    countLive(context, beneficiary),
  ])
  if (!area.known) throw wishErrors.NO_AREA()
  if (live >= limitsOf(context.kernel).liveWishes) throw wishErrors.TOO_MANY_WISHES()
  const uploadIds = await attachUploads(context, body.uploadIds ?? [], 'wish', { kind: 'wish', id })
  await create({ ...context, as: actingAs(beneficiary.as) }, wishSubject, 'submit', {
    id,
    number: numberOf(context.now, Number(area.serial)),
    ...beneficiary.columns,
    contactName: body.contactName === undefined ? null : sealContactName(context, id, body.contactName),
    category: body.category,
    isSensitive: beneficiary.isChild || isSensitive(body.category),
    title: body.title,
    story: body.story,
    hasPublicationConsent: body.publicationConsent,
    gridCode: areaCode.length === 15 ? areaCode : null,
    communityCode: areaCode.slice(0, 12),
    townCode: areaCode.slice(0, 9),
    uploadIds,
    checkVerdict: verdict,
    disputeCount: 0,
    bigrams: [],
  }, {
    facts: { category: body.category, for: beneficiary.kind, dependentId: body.dependentId ?? null },
    words: { authority: body.onBehalfOf?.authority },
    start: [{ kind: 'review', limit: limitsOf(context.kernel).review }],
  })
  return { subject: { kind: 'wish', id } }
}

const actingAs = (as: ActingAs | undefined): ActingAs => as ?? { role: 'resident', appointmentId: null }

export const isSensitive = (category: string): boolean => WISH_CATEGORIES.some((entry) => entry.code === category && entry.isSensitive)

export const sealContactName = ({ kernel }: CommandContext, id: string, name: string): Buffer =>
  kernel.cipher.seal({ table: 'wishes', column: 'contact_name', row: id }, name)

/** A grid or community; a grid leader who files for somebody files in a grid of theirs. */
function areaOf({ actor }: CommandContext, body: Body): string {
  const own = body.onBehalfOf === undefined ? actor.gridCode : actor.appointments.find((held) => held.role === 'gridLeader')?.scopeId
  const areaCode = body.areaCode ?? own
  if (!areaCode || !/^\d{12}(\d{3})?$/.test(areaCode)) throw wishErrors.NO_AREA()
  return areaCode
}

/** `26112400037`: the day in Shanghai and five digits, to be read out on the phone. */
const numberOf = (now: Date, serial: number): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '') + String(serial % 100_000).padStart(5, '0')
