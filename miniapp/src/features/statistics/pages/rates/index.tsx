import { Text } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../../../components/area-picker'
import { Callout } from '../../../../components/callout'
import { Card } from '../../../../components/card'
import { Cell, CellGroup } from '../../../../components/cell'
import { Fact } from '../../../../components/fact'
import { FilterPills } from '../../../../components/field'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { Section } from '../../../../components/section'
import { ErrorView, LoadingView } from '../../../../components/state-view'
import { Tabs } from '../../../../components/tabs'
import { useMe } from '../../../../hooks/use-me'
import { useNearby } from '../../../../hooks/use-nearby'
import { useNow } from '../../../../platform/clock'
import { goHome } from '../../../../platform/navigation'
import { FigureTable } from '../../components/figure-table'
import { OpenData } from '../../components/open-data'
import { RateRow } from '../../components/rate-row'
import { periodWords } from '../../period'
import { ratePeriodOf, RATE_PERIODS, type RatePeriod } from '../../rate-period'
import { type Carrier, type Rates, type RatesQuestion, useRateRanking, useRates } from '../../rates-service'
import { besideWords, excludedWords, flagWords, rateFigures, RATES_COUNTED_WORDS } from '../../rate-words'

interface Area {
  code: string
  name: string
}

/** 事情办得怎么样: the three rates of a place in a time, what stands beside them, and who stands where. */
export default function RatesPage() {
  const now = useNow()
  const { me } = useMe()
  const [period, setPeriod] = useState<RatePeriod>('last')
  const [area, setArea] = useState<Area | null>(null)
  const [isPicking, setPicking] = useState(false)
  const nearby = useNearby(me?.gridCode ?? null)
  const question: RatesQuestion = { period: ratePeriodOf(period, now), ...(area && { areaCode: area.code }) }
  const look = (place: Area | null) => {
    setArea(place)
    setPicking(false)
  }
  return (
    <Page title="事情办得怎么样">
      <CellGroup>
        <Cell icon="map-pin" title={area?.name ?? '全县'} value="换个地方" onClick={() => setPicking(true)} />
      </CellGroup>
      <FilterPills choices={RATE_PERIODS} value={period} onChange={setPeriod} />
      <Figures question={question} />
      <AreaPicker isOpen={isPicking} title="看哪里的" nearby={nearby} mayTown onWhole={() => look(null)} onClose={() => setPicking(false)} onChoose={({ code, name }) => look({ code, name })} />
    </Page>
  )
}

/** The numbers, then who stands where; where the numbers cannot be had, neither can the rest. */
function Figures({ question }: { question: RatesQuestion }) {
  const { data, error, refetch } = useRates(question)
  if (!data) return error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} /> : <LoadingView />
  return (
    <>
      <Total rates={data} />
      <Rankings question={question} />
      <Callout icon="circle-help" kind="quiet" title="怎么算的">
        {RATES_COUNTED_WORDS.map((words) => (
          <Text key={words}>{words}</Text>
        ))}
      </Callout>
      <OpenData question={question} />
    </>
  )
}

function Total({ rates }: { rates: Rates }) {
  const { total, isProvisional } = rates
  const excluded = excludedWords(total)
  return (
    <Card>
      <Fact icon="calendar-check" isQuiet>{`${periodWords(rates)}${isProvisional ? '，还没过完，会变' : ''}`}</Fact>
      <FigureTable figures={rateFigures(total)} />
      <Fact icon="circle-help" isQuiet>{besideWords(total)}</Fact>
      {excluded && <Fact icon="circle-help" isQuiet>{excluded}</Fact>}
      {flagWords(total.flags).map((words) => (
        <Fact key={words} icon="triangle-alert" isQuiet>
          {words}
        </Fact>
      ))}
    </Card>
  )
}

const TABS: readonly { key: Carrier; label: string }[] = [
  { key: 'unit', label: '部门' },
  { key: 'community', label: '社区和村' },
  { key: 'town', label: '街道和镇' },
]

function Rankings({ question }: { question: RatesQuestion }) {
  const [by, setBy] = useState<Carrier>('unit')
  return (
    <Section title="排行">
      <Tabs tabs={TABS} current={by} onChange={(key) => setBy(key as Carrier)} />
      <Ranking key={by} by={by} question={question} />
    </Section>
  )
}

function Ranking({ by, question }: { by: Carrier; question: RatesQuestion }) {
  const list = useRateRanking(by, question)
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(line) => (
        <Card>
          <RateRow line={line} />
        </Card>
      )}
      empty={{ icon: 'chart', title: '这段时间没有要办结的事', text: '换一段时间，或者看看别的地方' }}
    />
  )
}
