import { appointmentErrors } from '@huying/shared/appointment/errors.ts'
import { OFFICES, type Office, type OfficeRole } from '@huying/shared/appointment/offices.ts'
import { isSamePerson } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db.ts'

/** An appointment as it is proposed, and as it is carried out once somebody agreed. */
export interface OfficeInput {
  accountId: string
  role: OfficeRole
  scopeId: string
  post: 'A' | 'B' | null
  /** ISO instants. */
  from: string
  to: string | null
}

/**
 * All that must hold of an appointment, at the first call and again when it is carried out. Locks the person, then the
 * scope, so that of two who ask for one post at once one is refused.
 */
export async function checkOffice(context: CommandContext, input: OfficeInput): Promise<void> {
  const { tx } = context
  if (await isSamePerson(context, accountOf(context), input.accountId)) throw appointmentErrors.NOT_YOURSELF()
  await checkPerson(tx, input.accountId)
  const office: Office = OFFICES[input.role]
  if ((office.hasPost === true) !== (input.post !== null)) throw appointmentErrors.POST_WRONG()
  if (input.to !== null && new Date(input.to) <= new Date(input.from)) throw appointmentErrors.PERIOD_WRONG()
  await checkScope(tx, office, input.scopeId)
  await checkFree(tx, input)
}

async function checkPerson({ sql }: Tx, accountId: string): Promise<void> {
  const [person] = await sql<{ hasName: boolean }[]>`select name is not null as "hasName" from accounts where id = ${accountId} and state = 'active' for update`
  if (!person) throw appointmentErrors.PERSON_UNKNOWN()
  if (!person.hasName) throw appointmentErrors.NAME_NEEDED()
}

async function checkScope({ sql }: Tx, { scopeKind, areaKinds }: Office, scopeId: string): Promise<void> {
  const found = {
    area: () => sql`select 1 from areas where code = ${scopeId} and kind = any(${[...(areaKinds ?? [])]}::text[])`,
    unit: () => sql`select 1 from units where id::text = ${scopeId} and is_active`,
    partyOrganization: () => sql`select 1 from party_organizations where id::text = ${scopeId}`,
    association: () => sql`select 1 from associations where id::text = ${scopeId}`,
    place: () => sql`select 1 from places where id::text = ${scopeId} and is_active`,
  }[scopeKind]
  if ((await found()).length === 0) throw appointmentErrors.SCOPE_UNKNOWN()
}

async function checkFree({ sql }: Tx, { accountId, role, scopeId, post, from, to }: OfficeInput): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`office ${role} ${scopeId}`}, 0))`
  const rows = await sql<{ isSame: boolean; isPost: boolean }[]>`
    select account_id = ${accountId} as "isSame", post is not null and post = ${post} as "isPost" from appointments
    where role = ${role} and scope_id = ${scopeId} and tstzrange(from_at, to_at) && tstzrange(${from}::timestamptz, ${to}::timestamptz)`
  if (rows.some(({ isSame }) => isSame)) throw appointmentErrors.ALREADY_APPOINTED()
  if (rows.some(({ isPost }) => isPost)) throw appointmentErrors.POST_TAKEN()
}
