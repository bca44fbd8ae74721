import type { RankedBy } from '@huying/shared/statistics/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../../../components/area-picker'
import { Callout } from '../../../../components/callout'
import { Card } from '../../../../components/card'
import { Cell, CellGroup } from '../../../../components/cell'
import { FilterPills } from '../../../../components/field'
import { Fact } from '../../../../components/fact'
import type { Identity } from '../../../../components/identity'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { Section } from '../../../../components/section'
import { ErrorView, LoadingView } from '../../../../components/state-view'
import { Tabs } from '../../../../components/tabs'
import { useArea } from '../../../../hooks/use-areas'
import { useMe } from '../../../../hooks/use-me'
import { useNearby } from '../../../../hooks/use-nearby'
import { useNow } from '../../../../platform/clock'
import { goHome } from '../../../../platform/navigation'
import { FigureTable } from '../../components/figure-table'
import { RankRow } from '../../components/rank-row'
import { monthsOf, type PeriodChoice, PERIODS, periodWords } from '../../period'
import { type FiguresQuestion, useOverview, useRanking, type WishOverview } from '../../service'
import { COUNTED_WORDS, notCountedWords, ownWords, placeFigures } from '../../words'

type Area = { code: string; name: string }

/** 谁帮了多少: what became of the wishes of a place in a time, and who fulfilled most. */
export default function WishFiguresPage() {
  const now = useNow()
  const { me, current } = useMe()
  const [period, setPeriod] = useState<PeriodChoice>('quarter')
  const [chosen, setChosen] = useState<Area | 'county' | null>(null)
  const [isPicking, setPicking] = useState(false)
  const nearby = useNearby(me?.gridCode ?? null)
  const own = useOwnArea(current)
  const area = chosen === 'county' ? null : (chosen ?? own)
  const question: FiguresQuestion = { ...monthsOf(period, now), ...(area && { areaCode: area.code }) }
  const look = (place: Area | 'county') => {
    setChosen(place)
    setPicking(false)
  }
  return (
    <Page title="谁帮了多少">
      <CellGroup>
        <Cell icon="map-pin" title={area?.name ?? '全县'} value="换个地方" onClick={() => setPicking(true)} />
      </CellGroup>
      <FilterPills choices={PERIODS} value={period} onChange={setPeriod} />
      <Figures question={question} isMember={me?.isMember === true} maySeeMembers={me?.isMember === true || OVER_MEMBERS.has(current.role)} />
      <AreaPicker isOpen={isPicking} title="看哪里的" nearby={nearby} mayTown onWhole={() => look('county')} onClose={() => setPicking(false)} onChoose={({ code, name }) => look({ code, name })} />
    </Page>
  )
}

/** Offices that also see what single members of their place did. */
const OVER_MEMBERS: ReadonlySet<Identity['role']> = new Set(['secretary', 'communityWorker', 'streetOfficer', 'countyOfficer', 'auditor', 'callBackOfficer'])

const COMMUNITY_DIGITS = 12
/** Where one's office is: that place, its community where it is smaller; null for the county and for whoever has none. */
function useOwnArea({ areaCode }: Identity): Area | null {
  const code = areaCode === undefined ? null : areaCode.slice(0, COMMUNITY_DIGITS)
  const { data } = useArea(code)
  if (code === null || data?.kind === 'county') return null
  return { code, name: data?.name ?? '我这里' }
}

interface FiguresProps {
  question: FiguresQuestion
  isMember: boolean
  maySeeMembers: boolean
}

/** The numbers, then who stands where; where the numbers cannot be had, neither can the rest. */
function Figures({ question, isMember, maySeeMembers }: FiguresProps) {
  const { data, error, refetch } = useOverview(question)
  if (!data) return error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} /> : <LoadingView />
  return (
    <>
      <Overview overview={data} isMember={isMember} />
      <Rankings question={question} maySeeMembers={maySeeMembers} />
      <Callout icon="circle-help" kind="quiet" title="怎么算的">
        {COUNTED_WORDS.map((words) => (
          <Text key={words}>{words}</Text>
        ))}
      </Callout>
    </>
  )
}

function Overview({ overview, isMember }: { overview: WishOverview; isMember: boolean }) {
  const { areaName, wishes, mine } = overview
  const rest = notCountedWords(wishes.notCounted)
  return (
    <Card>
      <Fact icon="calendar-check" isQuiet>{`${areaName}，${periodWords(overview)}`}</Fact>
      <FigureTable figures={placeFigures(wishes)} />
      {rest && (
        <Fact icon="circle-help" isQuiet>
          {rest}
        </Fact>
      )}
      {isMember && mine && <Fact icon="hand-heart">{`我：${ownWords(mine)}`}</Fact>}
    </Card>
  )
}

const TABS: readonly { key: RankedBy; label: string }[] = [
  { key: 'community', label: '社区和村' },
  { key: 'organization', label: '党组织' },
  { key: 'member', label: '党员' },
]

/** Who fulfilled most; members are shown to members and to the offices over the place only. */
function Rankings({ question, maySeeMembers }: { question: FiguresQuestion; maySeeMembers: boolean }) {
  const [by, setBy] = useState<RankedBy>('community')
  const tabs = TABS.filter(({ key }) => key !== 'member' || maySeeMembers)
  return (
    <Section title="排行">
      <Tabs tabs={tabs} current={by} onChange={(key) => setBy(key as RankedBy)} />
      <Ranking key={by} by={by} question={question} />
    </Section>
  )
}

function Ranking({ by, question }: { by: RankedBy; question: FiguresQuestion }) {
  const list = useRanking(by, question)
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(line) => (
        <Card>
          <RankRow by={by} line={line} />
        </Card>
      )}
      empty={{ icon: 'chart', title: '这段时间还没有人认领', text: '换一段时间，或者看看别的地方' }}
    />
  )
}
