import type { Offers } from '@huying/shared/offer/contract.ts'
import { offerErrors } from '@huying/shared/offer/errors.ts'
import { accountOf, type ReadContext } from '../../kernel/context.ts'

/** What the asker offers, with the names of their communities in the order they gave; 403 for whoever is no member. */
export async function readOffers(context: ReadContext): Promise<Offers> {
  // The roll remembers whose membership is over; what they offered is nobody's any more.
  if (context.actor.member === null) throw offerErrors.NOT_A_MEMBER()
  const [row] = await context.db.sql<Offers[]>`
    select m.skills, coalesce(m.availability -> 'times', '[]') as times,
      coalesce((m.availability ->> 'away')::boolean, false) as "isAway",
      coalesce((select json_agg(json_build_object('code', a.code, 'name', a.name) order by r.place)
        from unnest(m.report_in_codes) with ordinality r (code, place) join areas a on a.code = r.code), '[]') as "reportIn"
    from party_members m where m.account_id = ${accountOf(context)}`
  if (!row) throw offerErrors.NOT_A_MEMBER()
  return row
}
