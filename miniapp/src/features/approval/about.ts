import { DECLINE_CLASSES } from '@huying/shared/complaint/catalogue'
import { URGENCY_LABELS } from '@huying/shared/complaint/labels'
import { DISMISS_REASONS } from '@huying/shared/demand/catalogue'
import { DEMAND_OUTCOME_LABELS } from '@huying/shared/demand/labels'
import { ROLE_LABELS } from '@huying/shared/kernel/role'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { COMPLAINT_PAGES, DEMAND_PAGES, WISH_PAGES } from '../../routes'
import type { Approval } from './service'

const textOf = ({ input }: Approval, name: string): string => {
  const value = input[name]
  return typeof value === 'string' ? value : ''
}
const wordIn = (labels: Readonly<Record<string, string>>, code: string): string => labels[code] ?? ''
const labelOf = (list: readonly { code: string; label: string }[], code: string): string => list.find((one) => one.code === code)?.label ?? ''

/** What the act would do, as the first person put it: the facts the second person decides on. */
export function aboutOf(approval: Approval, now: Date): string[] {
  const text = (name: string) => textOf(approval, name)
  const day = (name: string) => (text(name) ? sayDate(new Date(text(name)), now) : '')
  const lines: Record<string, () => string[]> = {
    'complaint.accept': () => [`改按${wordIn(URGENCY_LABELS, text('urgency'))}件办，时限会变长`],
    'complaint.decline': () => [labelOf(DECLINE_CLASSES, text('reasonCode')), text('whereToGo') && `请居民去：${text('whereToGo')}`],
    'demand.verify': () => [`现场看到：${wordIn(DEMAND_OUTCOME_LABELS, text('outcome'))}`, text('note')],
    'demand.dismiss': () => [labelOf(DISMISS_REASONS, text('reasonCode'))],
    'appointment.appoint': () => [`任命为${wordIn(ROLE_LABELS, text('role'))}${text('post') ? ` ${text('post')}岗` : ''}`],
    'chairTerm.appoint': () => [`${day('from')} 到 ${day('to')} 轮值`],
  }
  return [...(lines[`${approval.subjectKind}.${approval.action}`]?.() ?? []), text('reason'), text('basis')].filter(Boolean)
}

/** Photos the first person put to it. */
export const photosOf = ({ input: { uploadIds } }: Approval): string[] => (Array.isArray(uploadIds) ? uploadIds.filter((id): id is string => typeof id === 'string') : [])

const PAGES: Readonly<Record<string, string>> = { complaint: COMPLAINT_PAGES.detail, demand: DEMAND_PAGES.detail, wish: WISH_PAGES.detail }
/** Where the thing itself can be looked at; null for what does not exist yet. */
export const pageOf = ({ subjectKind }: Approval): string | null => PAGES[subjectKind] ?? null
