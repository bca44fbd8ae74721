import { demandContract } from '@huying/shared/demand/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { titleOf } from '../../../components/case/title'
import { PartTag } from '../../../components/chip'
import { TextAreaField } from '../../../components/field'
import { Icon } from '../../../components/icon'
import { Sheet } from '../../../components/sheet'
import { ErrorView, LoadingView } from '../../../components/state-view'
import { useCommand } from '../../../hooks/use-command'
import { type Unit, useUnits } from '../../../hooks/use-units'
import { asSuggested, dispatchBody, type DispatchDraft, faultOf, isOverride, turnDropped, turnOptional, withAssist, withLead, withoutAssist } from '../dispatch-draft'
import { DEMAND_KEYS, type Demand, type DemandLine, type Suggestion, useSuggestion } from '../service'
import { NewLimits } from './new-limits'
import { UnitChoice } from './unit-choice'
import { WhySuggested } from './why-suggested'
import './dispatch-sheet.scss'

interface DispatchSheetProps {
  demand: DemandLine
  /** Opens at the choice of another lead. */
  isOther?: boolean
  onClose: () => void
  onDone: (demand: Demand) => void
}

/** 派单, filled in from the catalogue; the button names the act. */
export function DispatchSheet(props: DispatchSheetProps) {
  const { data, error, refetch } = useSuggestion(props.demand.id)
  const units = useUnits()
  if (data) return <Filled {...props} suggestion={data} units={units} />
  return (
    <Sheet isOpen title="派单" onClose={props.onClose}>
      {error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={props.onClose} /> : <LoadingView rows={2} />}
    </Sheet>
  )
}

interface FilledProps extends DispatchSheetProps {
  suggestion: Suggestion
  units: readonly Unit[]
}

const isKept = ({ role, state }: DemandLine['dispatches'][number]) => role === 'assist' && (state === 'sent' || state === 'accepted' || state === 'replied')

function Filled({ demand, isOther = false, onClose, onDone, suggestion, units }: FilledProps) {
  const [draft, setDraft] = useState<DispatchDraft>(() => asSuggested(suggestion))
  const [picking, setPicking] = useState<'lead' | 'assist' | null>(isOther ? 'lead' : null)
  const [isTried, setTried] = useState(false)
  const { run, isBusy, problem } = useCommand(demandContract.dispatch, { refreshes: DEMAND_KEYS })
  const nameOf = (id: string | null) => units.find((unit) => unit.id === id)?.name ?? (id === suggestion.leadUnitId ? suggestion.leadUnitName : null) ?? ''
  const fault = isTried ? faultOf(draft, suggestion) : null
  const kept = demand.dispatches.filter(isKept)

  async function submit() {
    setTried(true)
    const found = faultOf(draft, suggestion)
    if (found === 'lead') setPicking('lead')
    if (found) return
    const done = await run({ params: { id: demand.id }, body: dispatchBody(draft, suggestion, kept) })
    if (done) onDone(done)
  }
  if (picking)
    return (
      <Sheet isOpen title={picking === 'lead' ? '换一家主办' : '加一家协办'} onClose={() => setPicking(null)} footer={<Button onClick={() => setPicking(null)}>不换了</Button>}>
        <UnitChoice
          units={units}
          taken={[...(draft.leadUnitId ? [draft.leadUnitId] : []), ...(picking === 'assist' ? [...draft.assistUnitIds, ...kept.map(({ unitId }) => unitId)] : [])]}
          onChoose={(id) => {
            setDraft(picking === 'lead' ? withLead(draft, id) : withAssist(draft, id))
            setPicking(null)
          }}
        />
      </Sheet>
    )
  return (
    <Sheet
      isOpen
      title={`派单：${titleOf(demand.text)}`}
      onClose={onClose}
      footer={
        <ActionBar problem={problem}>
          <Button kind="primary" isBusy={isBusy} onClick={() => void submit()}>
            {draft.leadUnitId ? `派给${nameOf(draft.leadUnitId)}` : '先选主办单位'}
          </Button>
        </ActionBar>
      }
    >
      <WhySuggested suggestion={suggestion} />
      <UnitRow part="lead" name={nameOf(draft.leadUnitId) || '还没选'} action="换一家" onAction={() => setPicking('lead')} />
      {kept.filter(({ unitId }) => unitId !== draft.leadUnitId).map(({ id, unitName }) => {
        const isDropped = draft.droppedIds.includes(id)
        return (
          <UnitRow
            key={id} part="assist" name={unitName} note={isDropped ? '不再协办，派出时撤回它的单' : '上一次留下的，接着办'} action={isDropped ? '留下' : '不留'}
            onAction={() => setDraft(turnDropped(draft, id))}
          />
        )
      })}
      {draft.assistUnitIds.map((id) => (
        <UnitRow
          key={id} part="assist" name={nameOf(id)} note={draft.optionalUnitIds.includes(id) ? '不等它反馈' : '等它也反馈'} onNote={() => setDraft(turnOptional(draft, id))}
          action="去掉" onAction={() => setDraft(withoutAssist(draft, id))}
        />
      ))}
      <View className="dispatch-add t-link" aria-role="button" hoverClass="pressed" onClick={() => setPicking('assist')}>
        <Icon name="plus" size="inline" />
        <Text>加一家协办</Text>
      </View>
      {isOverride(draft, suggestion) && (
        <TextAreaField
          label="为什么不按建议派"
          value={draft.overrideReason}
          maxLength={500}
          placeholder="如：现场看过，属于物业管理区"
          help="会记在这件事的经过里"
          error={fault === 'reason' ? '换单位要写一句理由' : null}
          onChange={(overrideReason) => setDraft({ ...draft, overrideReason })}
        />
      )}
      <NewLimits urgency={demand.urgency} />
    </Sheet>
  )
}

interface UnitRowProps {
  part: 'lead' | 'assist'
  name: string
  note?: string
  /** Changes what the note says. */
  onNote?: () => void
  action?: string
  onAction?: () => void
}

function UnitRow({ part, name, note, onNote, action, onAction }: UnitRowProps) {
  return (
    <View className="dispatch-unit">
      <PartTag part={part} />
      <View className="dispatch-unit-name">
        <Text className="t-heading">{name}</Text>
        {note && (
          <View className={`t-sub ${onNote ? 't-link dispatch-unit-note' : 'c-ink2'}`} {...(onNote && { 'aria-role': 'button', 'aria-label': `${name}，${note}，换一下`, hoverClass: 'pressed', onClick: onNote })}>
            {note}
          </View>
        )}
      </View>
      {action && (
        <View className="dispatch-unit-action t-link" aria-role="button" aria-label={`${action}，${name}`} hoverClass="pressed" onClick={onAction}>
          <Text>{action}</Text>
          <Icon name="chevron-right" size="inline" />
        </View>
      )}
    </View>
  )
}
