import type { accountContract } from '@huying/shared/account/contract.ts'
import { accountErrors } from '@huying/shared/account/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import * as mask from '../../../kernel/mask.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { findArea } from '../../area/public.ts'

/** Where one lives and what one is called. People in office stand by the name they were appointed under. */
export async function changeMe(context: CommandContext, { body }: Input<typeof accountContract.changeMe>): Promise<Written> {
  const id = accountOf(context)
  if (body.gridCode !== undefined) await moveTo(context, id, body.gridCode)
  if (body.name !== undefined) await rename(context, id, body.name)
  return { subject: { kind: 'account', id } }
}

async function moveTo({ tx }: CommandContext, id: string, code: string): Promise<void> {
  const area = await findArea(tx, code)
  if (area?.kind !== 'grid' && area?.kind !== 'community') throw accountErrors.NOT_A_HOME()
  await tx.sql`update accounts set grid_code = ${code} where id = ${id}`
}

async function rename({ tx, actor, kernel }: CommandContext, id: string, name: string): Promise<void> {
  if (actor.appointments.length > 0 || actor.member !== null) throw accountErrors.NAME_IS_FIXED()
  await tx.sql`update accounts set name = ${kernel.cipher.seal({ table: 'accounts', column: 'name', row: id }, name)},
    display_name = ${mask.residentName(name)}, staff_name = ${mask.staffName(name)} where id = ${id}`
}
