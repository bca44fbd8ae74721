import type { LimitUnit } from '@huying/shared/kernel/limit'
import type { Deadline } from '@huying/shared/kernel/schema'
import { type Chip as ChipWords, chipFor } from '@huying/shared/kernel/words-for-time'
import { useCalendar } from '../../platform/calendar'
import { useNow } from '../../platform/clock'
import { useIsElder } from '../../platform/display-mode'
import { Chip } from '.'

export interface DeadlineWordsInput {
  deadline: Deadline
  /** The clock's own unit; `wd` unless told. */
  unit?: LimitUnit
  /** What must be done by then: 接单, 办结. */
  act?: string
  /** Who has stepped in, as 街道督办. */
  supervision?: string
  /** Why the clock stands still. */
  pausedWords?: string
}

/** The chip's words, tone and whether the date may still move; again every half minute. */
export function useDeadlineWords({ deadline, unit = 'wd', ...rest }: DeadlineWordsInput): ChipWords {
  const calendar = useCalendar()
  const now = useNow()
  const isElder = useIsElder()
  return chipFor({
    ...rest,
    calendar,
    now,
    isElder,
    unit,
    dueAt: new Date(deadline.dueAt),
    warnAt: deadline.warnAt ? new Date(deadline.warnAt) : null,
    state: deadline.state,
    isProvisional: deadline.isProvisional,
  })
}

/** How long is left, in words, icon and colour. */
export function DeadlineChip(input: DeadlineWordsInput) {
  const { words, tone } = useDeadlineWords(input)
  return <Chip tone={tone}>{words}</Chip>
}
