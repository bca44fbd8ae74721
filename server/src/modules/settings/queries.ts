import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import { URGENCY_LIMITS, type UrgencyLimits } from '@huying/shared/complaint/urgency.ts'
import { SETTINGS } from '@huying/shared/settings/catalogue.ts'
import type { Setting } from '@huying/shared/settings/contract.ts'
import type { Db } from '../../kernel/db.ts'

/** Every setting there is, with what is set. */
export async function readSettings({ sql }: Db): Promise<Setting[]> {
  const rows = await sql<{ key: string; value: unknown }[]>`select key, value from settings`
  const set = new Map(rows.map(({ key, value }) => [key, value]))
  return SETTINGS.map(({ key, label, hint, fallback }) => ({ key, label, hint, value: set.get(key) ?? fallback, fallback, isSet: set.has(key) }))
}

/** The limits of each urgency as this transaction sees them. */
export async function readUrgencyLimits({ sql }: Db): Promise<Record<UrgencyCode, UrgencyLimits>> {
  const [row] = await sql<{ value: Record<UrgencyCode, UrgencyLimits> }[]>`select value from settings where key = 'urgencyLimits'`
  return row?.value ?? URGENCY_LIMITS
}
