import { sayDate } from '@huying/shared/kernel/words-for-time'
import { todayOf } from '@huying/shared/complaint/questions'
import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { ChoiceField, Field, TextAreaField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useNow } from '../../../platform/clock'

export interface Publication {
  note: string
  inForceAt?: string
}

interface PublishSheetProps {
  isOpen: boolean
  isBusy: boolean
  problem: string | null
  onPublish: (publication: Publication) => void
  onClose: () => void
}

const FROM = [{ value: 'now', label: '马上' }, { value: 'later', label: '从某一天起' }] as const
const MOST_NOTE = 200

/** 发布: what changed, and from when it counts. */
export function PublishSheet({ isOpen, isBusy, problem, onPublish, onClose }: PublishSheetProps) {
  const now = useNow()
  const [note, setNote] = useState('')
  const [from, setFrom] = useState<'now' | 'later'>('now')
  const [day, setDay] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const missing = note.trim() === '' ? 'note' : from === 'later' && day === null ? 'day' : null
  function publish() {
    setTried(true)
    if (missing === null) onPublish({ note: note.trim(), ...(from === 'later' && day !== null && { inForceAt: `${day}T00:00:00+08:00` }) })
  }
  const words = day === null ? '点这里选一天' : `${sayDate(new Date(`${day}T12:00:00+08:00`), now)}零点起`
  return (
    <Sheet
      isOpen={isOpen} title="发布新的一版" onClose={onClose}
      footer={
        <ActionBar problem={problem} note="已经在办的事不受影响">
          <Button kind="primary" isBusy={isBusy} onClick={publish}>
            发布
          </Button>
        </ActionBar>
      }
    >
      <TextAreaField label="改了什么，为什么" value={note} maxLength={MOST_NOTE} placeholder="如：路灯划给城管，按县里 11 月的通知" error={isTried && missing === 'note' ? '写一句，以后查得到' : null} onChange={setNote} />
      <ChoiceField label="什么时候开始用" choices={FROM} value={from} columns={2} onChange={setFrom} />
      {from === 'later' && (
        <Field label="从哪一天起" error={isTried && missing === 'day' ? '选一天' : null}>
          <Picker mode="date" value={day ?? todayOf(now)} start={todayOf(now)} end={todayOf(new Date(now.getTime() + 365 * 86_400_000))} onChange={({ detail }) => setDay(detail.value)}>
            <View className="field-input desk-day" aria-role="button" aria-label={`从哪一天起，${words}`}>{words}</View>
          </Picker>
        </Field>
      )}
    </Sheet>
  )
}
