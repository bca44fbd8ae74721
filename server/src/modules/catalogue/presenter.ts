import type { VersionLine } from '@huying/shared/catalogue/versions.ts'
import type { Written } from './queries.ts'

/** Who wrote a version and since when it is in force; version 0 nobody wrote. */
export const presentVersion = (version: number, written: Written | null) => ({
  version,
  inForceAt: written?.inForceAt.toISOString() ?? null,
  note: written?.note ?? null,
  by: written?.by ?? null,
  createdAt: written?.createdAt.toISOString() ?? null,
})

/** One line of the list of versions; `current` is the one in force. */
export const presentLine = (written: Written, current: number, now: Date): VersionLine => ({
  ...presentVersion(written.version, written),
  state: written.version === current ? 'inForce' : written.version > current && written.inForceAt > now ? 'waiting' : 'over',
})
