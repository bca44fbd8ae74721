import { WEEKDAYS } from '@huying/shared/kernel/calendar-day'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { WEEK_ORDER } from '../hours'
import { anchorOf } from '../keep'

const HOURS_LETTERS = 120
const MONDAY = 1
const WORKDAYS = [1, 2, 3, 4, 5] as const

interface WeekFieldsProps {
  /** The fields' common name: `weeklyHours`. */
  name: string
  /** Of seven weekdays, Sunday first. */
  week: readonly string[]
  problemAt: (field: string) => string | null
  onChange: (week: readonly string[]) => void
}

/** Hours of a week, a line a day; most weeks are the same from Monday to Friday. */
export function WeekFields({ name, week, problemAt, onChange }: WeekFieldsProps) {
  const put = (days: readonly number[], text: string) => onChange(week.map((before, weekday) => (days.includes(weekday) ? text : before)))
  return (
    <View>
      {WEEK_ORDER.map((weekday) => (
        <View key={weekday}>
          <TextField
            id={anchorOf(`${name}.${weekday}`)}
            label={WEEKDAYS[weekday]!}
            value={week[weekday]!}
            placeholder={weekday === MONDAY ? '09:00-11:00，14:00-16:00' : '不开'}
            maxLength={HOURS_LETTERS}
            error={problemAt(`${name}.${weekday}`)}
            onChange={(text) => put([weekday], text)}
          />
          {weekday === MONDAY && week[MONDAY]!.trim() !== '' && (
            <Button kind="link" onClick={() => put(WORKDAYS, week[MONDAY]!)}>周二到周五也这样</Button>
          )}
        </View>
      ))}
    </View>
  )
}
