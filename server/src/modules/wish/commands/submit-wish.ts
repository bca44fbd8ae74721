import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue.ts'
import type { wishContract } from '@huying/shared/wish/contract.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { create } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { wishSubject } from '../table.ts'

const LIVE_LIMIT = 3

/** A resident's own wish. The person is locked, so that two posts at once cannot pass the limit. */
export async function submitWish(context: CommandContext, { body }: Input<typeof wishContract.create>, verdict: CheckVerdict) {
  if (verdict === 'risky') throw wishErrors.CONTENT_RISKY()
  const accountId = accountOf(context)
  const areaCode = body.areaCode ?? context.actor.gridCode
  if (!areaCode || areaCode.length < 12) throw wishErrors.NO_AREA()
  const { sql } = context.tx
  await sql`select 1 from accounts where id = ${accountId} for update`
  const [facts] = await sql<{ live: number; known: boolean; serial: string }[]>`
    select (select count(*)::int from wishes where beneficiary_id = ${accountId}
        and state in ('submitted', 'returned', 'open', 'claimed', 'fulfilled', 'disputed')) as live,
      exists (select 1 from areas where code = ${areaCode} and kind in ('grid', 'community')) as known, nextval('wish_numbers') as serial`
  if (!facts!.known) throw wishErrors.NO_AREA()
  if (facts!.live >= LIVE_LIMIT) throw wishErrors.TOO_MANY_WISHES()
  const id = uuidv7(context.now)
  const uploadIds = await attachUploads(context, body.uploadIds ?? [], 'wish', { kind: 'wish', id })
  const wish = await create(context, wishSubject, 'submit', {
    id,
    number: numberOf(context.now, Number(facts!.serial)),
    beneficiaryId: accountId,
    filerId: accountId,
    contactName: body.contactName === undefined ? null : context.kernel.cipher.seal({ table: 'wishes', column: 'contact_name', row: id }, body.contactName),
    category: body.category,
    isSensitive: WISH_CATEGORIES.some((entry) => entry.code === body.category && entry.isSensitive),
    title: body.title,
    story: body.story,
    hasPublicationConsent: body.publicationConsent,
    gridCode: areaCode.length === 15 ? areaCode : null,
    communityCode: areaCode.slice(0, 12),
    townCode: areaCode.slice(0, 9),
    houseId: context.actor.houseId,
    uploadIds,
    checkVerdict: verdict,
    disputeCount: 0,
    bigrams: [],
  }, { facts: { category: body.category }, start: [{ kind: 'review', limit: '2wd' }], role: 'resident' })
  return { subject: { kind: 'wish', id: wish.id } }
}

/** `26112400037`: the day in Shanghai and five digits, to be read out on the phone. */
const numberOf = (now: Date, serial: number): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '') + String(serial % 100_000).padStart(5, '0')
