import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../components/area-picker'
import { FilterPills } from '../../components/field'
import { Icon } from '../../components/icon'
import { Page } from '../../components/page'
import { WishList } from '../../features/wish/components/wish-list'
import { useMe } from '../../hooks/use-me'
import { go } from '../../platform/navigation'
import { WISH_PAGES } from '../../routes'
import { useWaiting } from '../use-waiting'
import './index.scss'

const FILTERS = [
  { value: 'all', label: '全部' },
  { value: 'open', label: '等人帮' },
  { value: 'claimed', label: '有人帮' },
  { value: 'confirmed', label: '圆满' },
] as const
type Filter = (typeof FILTERS)[number]['value']

/** The public board of small wishes, of the county or of one community. */
export default function WishesPage() {
  const [filter, setFilter] = useState<Filter>('all')
  const [area, setArea] = useState<{ code: string; name: string } | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  useWaiting(useMe().current)
  return (
    <Page title="微心愿" tab="wishes" lead={<Lead area={area?.name ?? '全县'} onChoose={() => setChoosing(true)} />}>
      <FilterPills choices={FILTERS} value={filter} onChange={setFilter} />
      <WishList view="board" {...(filter !== 'all' && { state: filter })} {...(area && { areaCode: area.code })} />
      <View className="wishes-new t-strong" aria-role="button" aria-label="许个心愿" hoverClass="pressed" onClick={() => void go(WISH_PAGES.new)}>
        <Icon name="plus" />
        <Text>许个心愿</Text>
      </View>
      <AreaPicker
        isOpen={isChoosing}
        title="看哪里的心愿"
        onWhole={() => {
          setArea(null)
          setChoosing(false)
        }}
        onClose={() => setChoosing(false)}
        onChoose={({ code, name }) => {
          setArea({ code, name })
          setChoosing(false)
        }}
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
