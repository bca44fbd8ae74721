import { notificationErrors } from '@huying/shared/notification/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { templatesOf } from '../templates.ts'

/** What the person answered to WeChat's dialog: one accept of a one-time template is one message, a ban ends all. */
export async function noteCredits(context: CommandContext, answers: Readonly<Record<string, 'accept' | 'reject' | 'ban' | 'filter'>>): Promise<Written> {
  const known = new Map(Object.values(templatesOf(context.kernel)).map((template) => [template.templateId, template]))
  const accountId = accountOf(context)
  for (const [templateId, answer] of Object.entries(answers)) {
    const template = known.get(templateId)
    if (!template) throw notificationErrors.TEMPLATE_UNKNOWN({ templateId })
    if (answer === 'filter') continue
    const isAccepted = answer === 'accept'
    await context.tx.sql`insert into message_credits (account_id, template, credits, is_long_term, updated_at)
      values (${accountId}, ${templateId}, ${isAccepted ? 1 : 0}, ${isAccepted && template.isLongTerm}, ${context.now})
      on conflict on constraint message_credits_pk do update set updated_at = excluded.updated_at,
        credits = case when ${answer} = 'accept' then message_credits.credits + 1 when ${answer} = 'ban' then 0 else message_credits.credits end,
        is_long_term = case when ${template.isLongTerm} then ${isAccepted} else false end`
  }
  return { subject: { kind: 'account', id: accountId } }
}
