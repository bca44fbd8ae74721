import { demandContract } from '@huying/shared/demand/contract'
import { dispatchContract } from '@huying/shared/dispatch/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { RunningAct } from '../../../components/case/acts'
import { reasonField, word, type ActSpec } from '../../../components/case/act-spec'
import { shortPlace } from '../../../components/case/place'
import { titleOf } from '../../../components/case/title'
import { CaseRow } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { DeadlineChip } from '../../../components/chip/deadline-chip'
import { Icon } from '../../../components/icon'
import { PagedList } from '../../../components/list'
import { Photos } from '../../../components/photos'
import { ThumbZone } from '../../../components/thumb-zone'
import { usePagedList } from '../../../hooks/use-paged-list'
import { useUnits } from '../../../hooks/use-units'
import { useNow } from '../../../platform/clock'
import { go } from '../../../platform/navigation'
import { call } from '../../../platform/request'
import { DEMAND_PAGES, withParams } from '../../../routes'
import { DEMAND_KEYS, type Demand, type DemandLine, useDemand, useSuggestion } from '../service'
import { askedBy, dueOf, stateWord, toneOf } from '../view-model'
import { DispatchSheet } from './dispatch-sheet'
import './owner-queue.scss'

const open = (id: string) => void go(withParams(DEMAND_PAGES.detail, { id }))

/** 待派单, most urgent first: the focused card open, the two buttons under the thumb, the next card after each dispatch. */
export function OwnerQueue() {
  const list = usePagedList(['demands'], demandContract.list, { queue: 'owner' })
  const [skipped, setSkipped] = useState(0)
  const [sheet, setSheet] = useState<'suggested' | 'other' | null>(null)
  const [last, setLast] = useState<Demand | null>(null)
  const { items } = list
  const index = items.length === 0 ? 0 : skipped % items.length
  const focused = items[index]
  return (
    <View>
      {last && <Undo demand={last} onGone={() => setLast(null)} />}
      {focused && (
        <FocusedDemand demand={focused} place={index + 1} onNext={items.length > 1 ? () => setSkipped(index + 1) : undefined} onWhy={() => setSheet('suggested')} />
      )}
      {(items.length !== 1) && (
        <PagedList
          list={{ ...list, items: items.filter((item) => item !== focused) }}
          keyOf={({ id }) => id}
          renderItem={(demand) => <WaitingRow demand={demand} />}
          empty={{ icon: 'inbox', title: '没有要派的单', text: '社区吹哨后会出现在这里' }}
        />
      )}
      {focused && <Thumb demand={focused} onOther={() => setSheet('other')} onSuggested={() => setSheet('suggested')} />}
      {sheet && focused && (
        <DispatchSheet
          demand={focused}
          isOther={sheet === 'other'}
          onClose={() => setSheet(null)}
          onDone={(demand) => {
            setSheet(null)
            setLast(demand)
          }}
        />
      )}
    </View>
  )
}

function FocusedDemand({ demand, place, onNext, onWhy }: { demand: DemandLine; place: number; onNext: (() => void) | undefined; onWhy: () => void }) {
  const now = useNow()
  const { data: whole } = useDemand(demand.id)
  const due = dueOf(demand)
  const photos = whole?.complaints.flatMap(({ uploadIds }) => uploadIds) ?? []
  return (
    <View className="card card-focused focused-demand">
      <View className="focused-head">
        {due && <DeadlineChip {...due} />}
        {onNext && (
          <View className="focused-next t-sub c-ink2" aria-role="button" aria-label="先看下一件" hoverClass="pressed" onClick={onNext}>
            <Text>{`第 ${place} 件，先看下一件`}</Text>
            <Icon name="chevron-right" size="inline" />
          </View>
        )}
      </View>
      <View aria-role="button" aria-label={`${titleOf(demand.text)}，看全部`} hoverClass="pressed" onClick={() => open(demand.id)}>
        <View className="t-title">{titleOf(demand.text)}</View>
        <View className="t-sub c-ink2">{`${askedBy(demand)} · ${shortPlace(demand.areaName)} ${sayMoment(new Date(demand.createdAt), now)} 吹哨`}</View>
      </View>
      <Photos ids={photos.slice(0, 3)} />
      <View className="focused-reason">
        <Text className="t-strong">社区办不了：</Text>
        <Text className="c-ink2">{demand.reason}</Text>
      </View>
      <SuggestionBox id={demand.id} onWhy={onWhy} />
    </View>
  )
}

function SuggestionBox({ id, onWhy }: { id: string; onWhy: () => void }) {
  const { data } = useSuggestion(id)
  const units = useUnits()
  if (!data) return null
  const assists = data.assistUnitIds.flatMap((unitId) => units.find((unit) => unit.id === unitId)?.name ?? [])
  return (
    <View className="suggestion-box" aria-role="button" aria-label="为什么这么建议" hoverClass="pressed" onClick={onWhy}>
      <View className="suggestion-head">
        <Text className="t-sub c-ink2">{data.rule ? '建议派给' : '没有对上的规则'}</Text>
        <View className="suggestion-why t-link t-sub">
          <Text>为什么</Text>
          <Icon name="chevron-right" size="inline" />
        </View>
      </View>
      <View className="t-heading">{data.leadUnitName ? `${data.leadUnitName} 主办` : '请您选单位'}</View>
      {assists.length > 0 && <View className="t-sub c-ink2">{`${assists.join('、')} 协办`}</View>}
    </View>
  )
}

/** The two acts of the focused card; a chair whose own unit it touches reads who will dispatch instead. */
function Thumb({ demand, onOther, onSuggested }: { demand: DemandLine; onOther: () => void; onSuggested: () => void }) {
  const ability = demand.abilities.dispatch
  if (ability !== true)
    return (
      <ThumbZone>
        <ActionBar note={ability?.message ?? '这件事不由您派单'}>
          <Button onClick={() => open(demand.id)}>看这件事</Button>
        </ActionBar>
      </ThumbZone>
    )
  return (
    <ThumbZone>
      <ActionBar>
        <Button onClick={onOther}>改派</Button>
        <Button kind="primary" onClick={onSuggested}>
          按建议派单
        </Button>
      </ActionBar>
    </ThumbZone>
  )
}

function WaitingRow({ demand }: { demand: DemandLine }) {
  const due = dueOf(demand)
  return (
    <View className="card">
      <CaseRow
        title={titleOf(demand.text)}
        meta={`${askedBy(demand)} · ${shortPlace(demand.areaName)}`}
        chip={due ? <DeadlineChip {...due} /> : <Chip tone={toneOf(demand.state)}>{stateWord(demand.state)}</Chip>}
        onClick={() => open(demand.id)}
      />
    </View>
  )
}

const cancelAct: ActSpec = {
  key: 'cancel', button: '撤回', title: '撤回派单', explain: ['部门接单前都可以撤回，撤回后重新派'],
  fields: [reasonField('为什么撤回', '如：看错了单位', '部门会看到')],
  submit: '确认撤回', endpoint: dispatchContract.cancel, body: (values) => ({ reason: word(values, 'reason') }),
}

/** 撤回 stays until the unit accepts. */
function Undo({ demand, onGone }: { demand: Demand; onGone: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const lead = demand.dispatches.find(({ role, state }) => role === 'lead' && state === 'sent')
  const { data } = useQuery({
    queryKey: ['dispatch', lead?.id],
    queryFn: () => call(dispatchContract.get, { params: { id: lead!.id } }),
    enabled: lead !== undefined,
  })
  if (!lead || (data && data.state !== 'sent')) return null
  return (
    <View className="callout callout-info undo">
      <Icon name="check" size="inline" />
      <Text className="callout-words">{`已派给${lead.unitName}`}</Text>
      {data?.abilities.cancel === true && (
        <View className="undo-button t-strong" aria-role="button" aria-label={`撤回派给${lead.unitName}的单`} hoverClass="pressed" onClick={() => setOpen(true)}>
          撤回
        </View>
      )}
      {isOpen && (
        <RunningAct act={cancelAct} params={{ id: lead.id }} refreshes={DEMAND_KEYS} onClose={() => setOpen(false)} onProposed={() => setOpen(false)} onDone={onGone} />
      )}
    </View>
  )
}
