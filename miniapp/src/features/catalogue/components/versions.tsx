import type { rulesContract } from '@huying/shared/catalogue/rules-contract'
import type { VersionLine } from '@huying/shared/catalogue/versions'
import { sayDate, sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chip, type Tone } from '../../../components/chip'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { useNow } from '../../../platform/clock'

const STATES: Record<VersionLine['state'], { tone: Tone; words: string }> = {
  waiting: { tone: 'waiting', words: '还没到时候' }, inForce: { tone: 'done', words: '在用' }, over: { tone: 'closed', words: '用过' },
}

/** 各个版本: who changed what, and when it counted. */
export function Versions({ name, endpoint }: { name: string; endpoint: typeof rulesContract.versions }) {
  const list = usePagedList(['catalogue', name], endpoint, {})
  return (
    <>
      <PagedList
        list={list}
        keyOf={({ version }) => String(version)}
        renderItem={(line) => <Line line={line} />}
        empty={{ icon: 'file-text', title: '还没有改过', text: '用的是系统自带的一版' }}
      />
      {list.hasNextPage && (
        <View className="desk-buttons">
          <Button size="small" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再看更早的
          </Button>
        </View>
      )}
    </>
  )
}

function Line({ line: { version, state, note, by, createdAt, inForceAt } }: { line: VersionLine }) {
  const now = useNow()
  const { tone, words } = STATES[state]
  return (
    <Card>
      <View className="t-strong">{`第 ${version} 版`}</View>
      <Chip tone={tone} {...(state === 'waiting' && { icon: 'clock' as const })}>{words}</Chip>
      <View>{note ?? ''}</View>
      <View className="t-sub c-ink2">{[`${by ?? ''} ${createdAt ? sayMoment(new Date(createdAt), now) : ''} 发布`, inForceAt && `${sayDate(new Date(inForceAt), now)}起用`].filter(Boolean).join(' · ')}</View>
    </Card>
  )
}
