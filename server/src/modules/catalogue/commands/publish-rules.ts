import type { rulesContract } from '@huying/shared/catalogue/rules-contract.ts'
import { DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { asEditor } from '../policy.ts'
import { asRules, faultsOf } from '../rules.ts'
import { takeEdit, writeVersion, type Edit } from './publish-version.ts'

/** A new version of the rules, from now on or from an instant to come; answers its number. */
export async function publishRules(context: CommandContext, { body: { rules, ...publication } }: Input<typeof rulesContract.publish>): Promise<number> {
  const as = asEditor(context.actor)
  if (as instanceof AppError) throw as
  const command = { ...context, as }
  const content = asRules(rules)
  const edit: Edit<readonly DispatchRule[]> = {
    name: 'dispatchRules', content, builtIn: DEFAULT_DISPATCH_RULES, publication, faultsBeside: () => faultsOf(context, content),
  }
  const ready = await takeEdit(command, edit)
  await writeVersion(command, edit, ready, null)
  return ready.version
}
