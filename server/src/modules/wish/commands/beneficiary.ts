import type { wishContract } from '@huying/shared/wish/contract.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import { appointmentsOver } from '../../../kernel/actor.ts'
import { accountOf, type ActingAs, type CommandContext } from '../../../kernel/context.ts'
import { residentName } from '../../../kernel/mask.ts'
import type { Input } from '../../../kernel/module.ts'
import type { Wish } from '../table.ts'

/** Whose wish it is: an account, a dependent, or somebody known only by phone or name. */
export interface Beneficiary {
  kind: 'self' | 'dependent' | 'onBehalf'
  accountId: string | null
  filerId: string
  dependentId: string | null
  /** Keyed index of the phone, or of name and area, of somebody filed for. */
  index: Buffer | null
  isChild: boolean
  as: ActingAs | undefined
  columns: Pick<Wish, 'beneficiaryId' | 'filerId' | 'dependentId' | 'onBehalfName' | 'onBehalfPhone' | 'onBehalfIndex' | 'authority' | 'wishedFor' | 'houseId'>
}

type Body = Input<typeof wishContract.create>['body']

/** 403 for whoever is neither the guardian of the dependent nor a grid leader of the place. */
export function findBeneficiary(context: CommandContext, wishId: string, areaCode: string, body: Body): Promise<Beneficiary> {
  if (body.dependentId !== undefined) return dependentOf(context, body.dependentId)
  return body.onBehalfOf === undefined ? Promise.resolve(oneself(context)) : filedFor(context, wishId, areaCode, body.onBehalfOf)
}

const NOBODY_ELSE = { dependentId: null, onBehalfName: null, onBehalfPhone: null, onBehalfIndex: null, authority: null, wishedFor: null }

function oneself(context: CommandContext): Beneficiary {
  const accountId = accountOf(context)
  return {
    kind: 'self', accountId, filerId: accountId, dependentId: null, index: null, isChild: false, as: undefined,
    columns: { ...NOBODY_ELSE, beneficiaryId: accountId, filerId: accountId, houseId: context.actor.houseId },
  }
}

/** A guardian acts for an elder or a child with the consent that was recorded with the dependent. */
async function dependentOf(context: CommandContext, dependentId: string): Promise<Beneficiary> {
  const guardianId = accountOf(context)
  const [dependent] = await context.tx.sql<{ account_id: string | null; kind: string; display_name: string; consent: string }[]>`
    select account_id, kind, display_name, consent from dependents where id = ${dependentId} and guardian_id = ${guardianId} and ended_at is null for share`
  if (!dependent || dependent.consent.trim() === '') throw wishErrors.NOT_GUARDIAN()
  return {
    kind: 'dependent', accountId: dependent.account_id, filerId: guardianId, dependentId, index: null, isChild: dependent.kind === 'child', as: undefined,
    columns: {
      ...NOBODY_ELSE, beneficiaryId: dependent.account_id, filerId: guardianId, dependentId, wishedFor: dependent.display_name, houseId: context.actor.houseId,
    },
  }
}

/** A grid leader files for a resident of the grid; one who bound that phone sees the wish as their own. */
async function filedFor(context: CommandContext, wishId: string, areaCode: string, who: NonNullable<Body['onBehalfOf']>): Promise<Beneficiary> {
  const filerId = accountOf(context)
  const [held] = appointmentsOver(context.actor, ['gridLeader', 'blockLeader', 'regionLeader'], areaCode)
  if (!held) throw wishErrors.NOT_LEADER_HERE()
  const { cipher } = context.kernel
  const index = cipher.blindIndex('wishes', 'on_behalf_index', who.phone ?? `${who.name}@${areaCode}`)
  const known = who.phone === undefined ? [] : await context.tx.sql<{ id: string; house_id: string | null }[]>`select id, house_id from accounts
    where phone_index in ${context.tx.sql(cipher.blindIndexes('accounts', 'phone', who.phone))} and state = 'active' order by created_at limit 1`
  const beneficiaryId = known[0]?.id ?? null
  if (beneficiaryId === filerId) throw wishErrors.NOT_LEADER_HERE(undefined, '这是您自己的手机号，请直接许愿')
  if (beneficiaryId === null) await context.tx.sql`select pg_advisory_xact_lock(hashtextextended(${index.toString('hex')}, 0))`
  return {
    kind: 'onBehalf', accountId: beneficiaryId, filerId, dependentId: null, index, isChild: false, as: { role: held.role, appointmentId: held.id },
    columns: {
      beneficiaryId, filerId, dependentId: null,
      onBehalfName: cipher.seal({ table: 'wishes', column: 'on_behalf_name', row: wishId }, who.name),
      onBehalfPhone: who.phone === undefined ? null : cipher.seal({ table: 'wishes', column: 'on_behalf_phone', row: wishId }, who.phone),
      onBehalfIndex: index, authority: who.authority, wishedFor: residentName(who.name), houseId: known[0]?.house_id ?? null,
    },
  }
}

/** How many of their wishes are on the way; under the lock of whoever they are. */
export async function countLive({ tx }: CommandContext, who: Pick<Beneficiary, 'accountId' | 'dependentId' | 'index'>): Promise<number> {
  const { sql } = tx
  const whose = who.dependentId !== null ? sql`dependent_id = ${who.dependentId}`
    : who.accountId !== null ? sql`beneficiary_id = ${who.accountId} and dependent_id is null` : sql`on_behalf_index = ${who.index}`
  const [live] = await sql<[{ count: number }]>`select count(*)::int as count from wishes where ${whose}
    and state in ('submitted', 'returned', 'open', 'claimed', 'fulfilled', 'disputed')`
  return live.count
}
