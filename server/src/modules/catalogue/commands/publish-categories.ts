import type { categoriesContract } from '@huying/shared/catalogue/categories-contract.ts'
import { BUILT_IN_CATEGORIES, categoryGroups, type CategoryGroup } from '@huying/shared/complaint/categories.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import * as z from 'zod/mini'
import { approvable, propose, secondByOffice } from '../../../kernel/approvals.ts'
import type { ActingAs, CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { categoryFaults, lessUrgent } from '../category-faults.ts'
import { asEditor } from '../policy.ts'
import { takeEdit, writeVersion, type Edit } from './publish-version.ts'

/** The one name under which a version that needs a second person waits: there is one catalogue. */
const CATALOGUE = { kind: 'catalogue', id: '00000000-0000-4000-8000-000000000001' }
const ACTION = 'publish_categories'

const proposed = z.object({
  /** What the second person reads. */
  note: z.string(),
  publication: z.object({ groups: categoryGroups, basedOn: z.number(), note: z.string(), inForceAt: z.optional(z.string()) }),
})
type Proposed = z.infer<typeof proposed>['publication']

const editOf = ({ groups, ...publication }: Proposed): Edit<readonly CategoryGroup[]> => ({
  name: 'complaintCategories', content: groups, builtIn: BUILT_IN_CATEGORIES, publication, faultsBeside: async (before) => categoryFaults(groups, before),
})

function editor(context: CommandContext): ActingAs {
  const as = asEditor(context.actor)
  if (as instanceof AppError) throw as
  return as
}

/** A new version of the categories: at once, or, where cases of a category would get more time than now, once a second person agrees. */
export async function publishCategories(
  context: CommandContext, { body }: Input<typeof categoriesContract.publish>,
): Promise<{ version: number } | Extract<Written, { approval: unknown }>> {
  const as = editor(context)
  const command = { ...context, as }
  const edit = editOf(body)
  const ready = await takeEdit(command, edit)
  const slower = lessUrgent(body.groups, ready.before)
  if (slower.length === 0) {
    await writeVersion(command, edit, ready, null)
    return { version: ready.version }
  }
  const county = context.actor.appointments.find(({ id }) => id === as.appointmentId)!.scopeId
  return await propose(command, {
    of: CATALOGUE, action: ACTION,
    input: { note: `${body.note}（改得不那么急：${slower.map(({ label }) => label).join('、')}）`, publication: { ...body } },
    asked: [{ role: 'administrator', over: county }, { role: 'countyOfficer', over: county }],
  }) as Extract<Written, { approval: unknown }>
}

/** The second person agrees: what was proposed is checked anew against the newest version and published. */
export const categoriesApproval = approvable(proposed, {
  kind: CATALOGUE.kind,
  action: ACTION,
  label: '发布诉求类别：有的类别改得不那么急',
  second: async (context, approval) => secondByOffice(context, approval),
  async perform(context, { input: { publication } }, second) {
    const command = { ...context, as: editor(context) }
    const edit = editOf(publication)
    await writeVersion(command, edit, await takeEdit(command, edit), second.accountId)
  },
})
