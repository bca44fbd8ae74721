import { bookingCatalogueContract, type PlaceDetail, type RulePreview } from '@huying/shared/booking/catalogue-contract'
import type { Service } from '@huying/shared/booking/contract'
import { View } from '@tarojs/components'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Callout } from '../../../components/callout'
import { Fact } from '../../../components/fact'
import { Section } from '../../../components/section'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { ApiError, wordsFor } from '../../../platform/api-error'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import { goUp } from '../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../routes'
import { KEEP_KEYS } from '../keep'
import type { Rule } from '../rule-form'
import { periodWords, previewWords, touchedWords } from '../view-model'

/** As many as one looks through; how many there are is said. */
const SHOWN = 20

interface RulePreviewSheetProps {
  place: PlaceDetail
  service: Service | null
  rule: Rule
  preview: RulePreview
  /** Somebody booked while one was looking: what it would do now. */
  onLookAgain: () => Promise<void>
  onDone: () => void
  onClose: () => void
}

/** What would come of a rule and whom it touches; agreed to here, with as many people as one has seen. */
export function RulePreviewSheet({ place, service, rule, preview, onLookAgain, onDone, onClose }: RulePreviewSheetProps) {
  const now = useNow()
  const isElder = useIsElder()
  const explain = (error: unknown) => {
    if (error instanceof ApiError && error.code === 'RULE_TOUCHES') void onLookAgain()
    return wordsFor(error)
  }
  const create = useCommand(bookingCatalogueContract.createService, { refreshes: KEEP_KEYS, explain })
  const update = useCommand(bookingCatalogueContract.updateService, { refreshes: KEEP_KEYS, explain })
  const { sessions, total, touched, people } = preview
  async function apply() {
    const done = service
      ? await update.run({ params: { id: service.id }, body: { ...rule, version: service.version, acceptTouched: people } })
      : await create.run({ body: { ...rule, placeId: place.id } })
    if (!done) return
    onDone()
    goUp(withParams(BOOKING_PAGES.place, { id: place.id }))
  }
  return (
    <Sheet
      isOpen
      title="会是这样"
      onClose={onClose}
      footer={
        <ActionBar problem={create.problem ?? update.problem} {...(people > 0 && { note: `会影响 ${people} 人，他们先不动` })}>
          <Button onClick={onClose}>再改改</Button>
          <Button kind="primary" isBusy={create.isBusy || update.isBusy} onClick={() => void apply()}>就这么定</Button>
        </ActionBar>
      }
    >
      {previewWords(preview, service === null).map((words) => (
        <Fact key={words} icon="calendar-check">{words}</Fact>
      ))}
      {touched.length > 0 && (
        <Callout icon="triangle-alert" kind="warning" title={`${people} 个人约了的场次，新的排班里没有`}>
          这些场次先留着，不再收新的预约。您在两个工作日内决定照常办还是不办；不决定就照常办。
        </Callout>
      )}
      {touched.map((one) => (
        <Fact key={one.sessionId} icon="users">{touchedWords(one, now, { isElder })}</Fact>
      ))}
      <Section title={total > SHOWN ? `最近 ${SHOWN} 场` : '场次'}>
        {sessions.length === 0 && <View className="t-sub c-ink2">接下来没有场次</View>}
        {sessions.slice(0, SHOWN).map((one) => (
          <Fact key={one.startsAt} icon={one.isNew ? 'plus' : 'check'} isQuiet={!one.isNew}>{`${periodWords(one, now, { isElder })}${one.isNew && service ? '，新的' : ''}`}</Fact>
        ))}
      </Section>
    </Sheet>
  )
}
