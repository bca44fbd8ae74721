import type { offerContract } from '@huying/shared/offer/contract.ts'
import { offerErrors } from '@huying/shared/offer/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'

const distinct = (codes: readonly string[]): string[] => [...new Set(codes)]

/** Replaces what a member offers; routing asks by it from the next wish on. */
export async function setOffers(context: CommandContext, { body }: Input<typeof offerContract.set>): Promise<Written> {
  const id = accountOf(context)
  if (context.actor.member === null) throw offerErrors.NOT_A_MEMBER()
  const { sql } = context.tx
  const reportIn = distinct(body.reportInCodes)
  const known = await sql`select 1 from areas where code = any(${reportIn}::text[]) and kind = 'community'`
  if (known.length < reportIn.length) throw offerErrors.NOT_A_COMMUNITY()
  await sql`update party_members set skills = ${distinct(body.skills)}, report_in_codes = ${reportIn},
    availability = ${JSON.stringify({ times: distinct(body.times), away: body.isAway })}::jsonb where account_id = ${id}`
  return { subject: { kind: 'account', id } }
}
