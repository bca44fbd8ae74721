import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../components/area-picker'
import { FilterPills } from '../../components/field'
import { Icon } from '../../components/icon'
import { Page } from '../../components/page'
import { BOARD_STATES, boardQuery, filterWords, kindWords, WHOLE_BOARD } from '../../features/wish/board'
import { CategorySheet } from '../../features/wish/components/category-sheet'
import { WishList } from '../../features/wish/components/wish-list'
import { FiguresLink } from '../../features/statistics/components/figures-link'
import { useMe } from '../../hooks/use-me'
import { useNearby } from '../../hooks/use-nearby'
import { useSettled } from '../../hooks/use-settled'
import { go } from '../../platform/navigation'
import { WISH_PAGES } from '../../routes'
import { useWaiting } from '../use-waiting'
import { BoardSearch } from './board-search'
import './index.scss'

const TYPING_PAUSE_MS = 400

/** The public board of small wishes: of the county, a community or near by, of one kind, or by words. */
export default function WishesPage() {
  const [filter, setFilter] = useState(WHOLE_BOARD)
  const [sheet, setSheet] = useState<'area' | 'category' | null>(null)
  const { me, current } = useMe()
  const nearby = useNearby(me?.gridCode ?? null)
  useWaiting(current)
  const change = (part: Partial<typeof filter>) => setFilter((before) => ({ ...before, ...part }))
  const look = (area: typeof filter.area) => {
    change({ area })
    setSheet(null)
  }
  const words = useSettled(filter.words, TYPING_PAUSE_MS)
  const asked = { ...filter, words }
  const looked = filterWords(asked)
  return (
    <Page title="微心愿" tab="wishes" lead={<Lead area={filter.area?.name ?? '全县'} onChoose={() => setSheet('area')} />}>
      <BoardSearch words={filter.words} kind={kindWords(filter)} onWords={(words) => change({ words })} onKind={() => setSheet('category')} />
      <FiguresLink />
      <FilterPills choices={BOARD_STATES} value={filter.state} onChange={(state) => change({ state })} />
      <WishList {...boardQuery(asked)} {...(looked && { noMatch: { words: looked, onAll: () => setFilter(WHOLE_BOARD) } })} />
      <View className="wishes-new t-strong" aria-role="button" aria-label="许个心愿" hoverClass="pressed" onClick={() => void go(WISH_PAGES.new)}>
        <Icon name="plus" />
        <Text>许个心愿</Text>
      </View>
      <CategorySheet isOpen={sheet === 'category'} filter={filter} onChange={change} onClose={() => setSheet(null)} />
      <AreaPicker
        isOpen={sheet === 'area'}
        title="看哪里的心愿"
        nearby={nearby}
        mayTown
        onWhole={() => look(null)}
        onClose={() => setSheet(null)}
        onChoose={({ code, name }) => look({ code, name })}
      />
    </Page>
  )
}

function Lead({ area, onChoose }: { area: string; onChoose: () => void }) {
  return (
    <View className="wishes-lead">
      <Text className="t-title">微心愿</Text>
      <View className="wishes-area" aria-role="button" aria-label={`现在看${area}的，换一个地方`} hoverClass="pressed" onClick={onChoose}>
        <Text className="lines-1">{area}</Text>
        <Icon name="chevron-down" size="inline" />
      </View>
    </View>
  )
}
