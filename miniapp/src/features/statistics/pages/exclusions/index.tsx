import type { Role } from '@huying/shared/kernel/role'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { exclusionContract } from '@huying/shared/statistics/exclusion-contract'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { ListCard } from '../../../../components/card'
import { Chip } from '../../../../components/chip'
import { FilterPills } from '../../../../components/field'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { useMe } from '../../../../hooks/use-me'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useNow } from '../../../../platform/clock'
import { go } from '../../../../platform/navigation'
import { STATISTICS_PAGES, withParams } from '../../../../routes'
import { ProposeExclusion } from '../../components/propose-exclusion'
import { reasonWord, stateWord, toneOf } from '../../exclusion-words'

const STATES = [
  { value: 'all', label: '全部' }, { value: 'objected', label: '有异议' }, { value: 'in_force', label: '不计入' }, { value: 'upheld', label: '维持的' }, { value: 'lifted', label: '重新计入的' },
] as const
type State = (typeof STATES)[number]['value']
/** Who carries cases, and the street over them. */
const CARRIERS: ReadonlySet<Role> = new Set(['communityWorker', 'streetOfficer', 'unitHandler'])

/** 不计入三率的: what was left out of the rates of one's own line, or in one's area, and what was said to it. */
export default function ExclusionsPage() {
  const { current } = useMe()
  const [state, setState] = useState<State>('all')
  const [isProposing, setProposing] = useState(false)
  const [isSent, setSent] = useState(false)
  const mayPropose = CARRIERS.has(current.role)
  const footer = mayPropose && (
    <ActionBar>
      <Button onClick={() => setProposing(true)}>申请不计入</Button>
    </ActionBar>
  )
  return (
    <Page title="不计入三率的" footer={footer}>
      {isSent && <Callout icon="hourglass" kind="info">已经交给县里确认，确认以后才不计入</Callout>}
      <FilterPills choices={STATES} value={state} onChange={setState} />
      <Exclusions key={state} state={state} />
      {isProposing && (
        <ProposeExclusion
          onClose={() => setProposing(false)}
          onProposed={() => {
            setProposing(false)
            setSent(true)
          }}
        />
      )}
    </Page>
  )
}

function Exclusions({ state }: { state: State }) {
  const now = useNow()
  const list = usePagedList(['exclusions'], exclusionContract.list, state === 'all' ? {} : { state })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(exclusion) => (
        <ListCard
          title={`诉求 ${exclusion.complaintNumber}`}
          meta={`${reasonWord(exclusion)} · ${sayMoment(new Date(exclusion.createdAt), now)}`}
          chip={<Chip tone={toneOf(exclusion)}>{stateWord(exclusion)}</Chip>}
          onClick={() => void go(withParams(STATISTICS_PAGES.exclusion, { id: exclusion.id }))}
        />
      )}
      empty={{ icon: 'scale', title: '没有不计入的', text: '每一件都照规矩计入三率' }}
    />
  )
}
