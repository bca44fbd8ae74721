export const CHAIR_TERM_CLOCK_LABELS: Record<string, string> = { begin: '上任', remind: '提醒定下一任', end: '任期届满' }
