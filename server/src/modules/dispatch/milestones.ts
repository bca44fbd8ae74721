import { COMPLAINT_CATEGORIES, type Milestone } from '@huying/shared/complaint/catalogue.ts'

/** The kind of the clock of a stage. */
export const milestoneClock = (code: string): string => `milestone-${code}`

export const milestonesOf = (category: string): readonly Milestone[] => COMPLAINT_CATEGORIES.find(({ code }) => code === category)?.milestones ?? []

/** The clock of every stage there is. */
export const MILESTONE_CLOCKS: readonly string[] = [
  ...new Set(COMPLAINT_CATEGORIES.flatMap(({ milestones }) => (milestones ?? []).map(({ code }) => milestoneClock(code)))),
]
