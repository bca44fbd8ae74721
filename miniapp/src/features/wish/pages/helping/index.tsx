import { TIMES } from '@huying/shared/offer/catalogue'
import { offerContract, type Offers } from '@huying/shared/offer/contract'
import { SKILLS } from '@huying/shared/wish/catalogue'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Callout } from '../../../../components/callout'
import { Cell, CellGroup } from '../../../../components/cell'
import { Page } from '../../../../components/page'
import { Tabs } from '../../../../components/tabs'
import { go } from '../../../../platform/navigation'
import { call } from '../../../../platform/request'
import { OFFERS_PAGE } from '../../../../routes'
import { WishList } from '../../components/wish-list'

const TABS = [
  { key: 'claimed', label: '在帮' },
  { key: 'fulfilled', label: '等居民确认' },
  { key: 'confirmed', label: '办成的' },
] as const
type Tab = (typeof TABS)[number]['key']

/** 我的帮忙: what one is helping with and until when, what came of the rest, and what one offers. */
export default function HelpingPage() {
  const [tab, setTab] = useState<Tab>('claimed')
  const { data: offers } = useQuery({ queryKey: ['offers'], queryFn: () => call(offerContract.get) })
  return (
    <Page title="我的帮忙">
      <CellGroup>
        <Cell icon="hand-heart" title="我能帮什么" value={offers && offerWords(offers)} onClick={() => void go(OFFERS_PAGE)} />
      </CellGroup>
      {offers?.isAway && (
        <Callout icon="pause" kind="info">
          您说了最近没空，有心愿先请别人。
        </Callout>
      )}
      <Tabs tabs={TABS} current={tab} onChange={(key) => setTab(key as Tab)} />
      <WishList key={tab} view="claims" state={tab} />
    </Page>
  )
}

/** As many skills as a line has room for. */
const SHOWN = 2
const labelOf = (list: readonly { code: string; label: string }[], code: string): string => list.find((entry) => entry.code === code)?.label ?? ''

/** 水电维修、教用手机等 4 样 · 周末和节假日; what to do where nothing was said yet. */
function offerWords({ skills, times }: Offers): string {
  if (skills.length === 0) return '还没说会什么'
  const named = skills.slice(0, SHOWN).map((code) => labelOf(SKILLS, code)).join('、')
  const when = times[0] ? labelOf(TIMES, times[0]) : null
  return [skills.length > SHOWN ? `${named}等 ${skills.length} 样` : named, when].filter(Boolean).join(' · ')
}
