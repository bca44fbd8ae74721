import { type InboxMessage, notificationContract } from '@huying/shared/notification/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../components/button'
import { ListCard } from '../../../../components/card'
import { Chip } from '../../../../components/chip'
import { PagedList } from '../../../../components/list'
import type { IconName } from '../../../../components/icon'
import { Page } from '../../../../components/page'
import { Tabs } from '../../../../components/tabs'
import { useCommand } from '../../../../hooks/use-command'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { go, goHome } from '../../../../platform/navigation'
import { ACCOUNT_PAGES, BOOKING_PAGES, COMPLAINT_PAGES, DEMAND_PAGES, DISPATCH_PAGES, WISH_PAGES, withParams } from '../../../../routes'

const TABS = [
  { key: 'all', label: '全部' },
  { key: 'unread', label: '没看过的' },
] as const
type View = (typeof TABS)[number]['key']

const REFRESHES = [['inbox']] as const

/** Where a message leads, by what it is about; messages about other things say all they have to say. */
const ABOUT: Record<string, { icon: IconName; page?: string }> = {
  wish: { icon: 'hand-heart', page: WISH_PAGES.detail },
  complaint: { icon: 'megaphone', page: COMPLAINT_PAGES.detail },
  demand: { icon: 'flag', page: DEMAND_PAGES.detail },
  booking: { icon: 'calendar-check', page: BOOKING_PAGES.booking },
  waitlist: { icon: 'hourglass', page: BOOKING_PAGES.waitlist },
  session: { icon: 'calendar-check', page: BOOKING_PAGES.session },
  dispatch: { icon: 'building', page: DISPATCH_PAGES.detail },
  accountClosing: { icon: 'circle-alert', page: ACCOUNT_PAGES.closing },
  exportPackage: { icon: 'file-text', page: ACCOUNT_PAGES.myData },
}

/** 消息: everything that concerned this person, newest first. */
export default function InboxPage() {
  const [view, setView] = useState<View>('all')
  const list = usePagedList(['inbox'], notificationContract.inbox, view === 'unread' ? { unread: 'true' } : {})
  const readAll = useCommand(notificationContract.readAll, { refreshes: REFRESHES })
  const hasUnread = list.items.some(({ readAt }) => readAt === null)
  return (
    <Page title="消息">
      <Tabs tabs={TABS} current={view} onChange={(key) => setView(key as View)} />
      <PagedList
        list={list}
        keyOf={({ id }) => id}
        renderItem={(message) => <MessageCard message={message} />}
        empty={{ icon: 'bell', title: view === 'unread' ? '都看过了' : '还没有消息', text: '事情有了进展，会在这里告诉您', action: { label: '回首页', onClick: goHome } }}
      />
      {hasUnread && (
        <View className="list-end">
          <Button kind="link" isBusy={readAll.isBusy} onClick={() => void readAll.run({})}>
            全部标成看过
          </Button>
        </View>
      )}
    </Page>
  )
}

function MessageCard({ message }: { message: InboxMessage }) {
  const now = useNow()
  const isElder = useIsElder()
  const { run } = useCommand(notificationContract.read, { refreshes: REFRESHES })
  const { id, title, body, subjectKind, subjectId, isUrgent, createdAt, readAt } = message
  const { icon, page } = ABOUT[subjectKind] ?? { icon: 'bell' as const }
  function open() {
    if (readAt === null) void run({ params: { id } })
    if (page) void go(withParams(page, { id: subjectId }))
  }
  return (
    <ListCard
      title={title}
      icon={icon}
      why={body}
      chip={isUrgent ? <Chip tone="over">急</Chip> : readAt === null ? <Chip tone="waiting" icon="bell">没看过</Chip> : undefined}
      fact={sayMoment(new Date(createdAt), now, { isElder })}
      onClick={open}
    />
  )
}
