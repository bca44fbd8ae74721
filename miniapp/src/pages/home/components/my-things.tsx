import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { complaintContract } from '@huying/shared/complaint/contract'
import { wishContract } from '@huying/shared/wish/contract'
import { useQuery } from '@tanstack/react-query'
import { Card, CaseRow } from '../../../components/card'
import { Chip, type Tone } from '../../../components/chip'
import { shortPlace } from '../../../components/case/place'
import { titleOf } from '../../../components/case/title'
import { Section } from '../../../components/section'
import type { ComplaintLine } from '../../../features/complaint/service'
import * as complaints from '../../../features/complaint/view-model'
import type { WishLine } from '../../../features/wish/service'
import * as wishes from '../../../features/wish/view-model'
import { useNow } from '../../../platform/clock'
import { go } from '../../../platform/navigation'
import { call } from '../../../platform/request'
import { COMPLAINT_PAGES, TAB_PAGES, WISH_PAGES, withParams } from '../../../routes'

const SHOWN = 3

interface Thing {
  id: string
  title: string
  meta: string
  tone: Tone
  word: string
  at: string
  isAsking: boolean
  page: string
}

const wishThing = (wish: WishLine, now: Date): Thing => ({
  id: wish.id, title: wish.title, meta: `${wish.place} · ${sayMoment(new Date(wish.createdAt), now)} 许下`, tone: wishes.toneOf(wish.state),
  word: wishes.stateWord(wish.state, true), at: wish.createdAt, isAsking: wish.state === 'fulfilled' || wish.state === 'returned', page: WISH_PAGES.detail,
})

const complaintThing = (complaint: ComplaintLine): Thing => ({
  id: complaint.id, title: titleOf(complaint.text), meta: complaints.holderWords(complaint) ?? shortPlace(complaint.areaName), tone: complaints.toneOf(complaint.state),
  word: complaints.stateWord(complaint), at: complaint.createdAt, isAsking: complaints.isAsking(complaint),
  page: complaint.state === 'resolved' ? COMPLAINT_PAGES.confirm : COMPLAINT_PAGES.detail,
})

/** One's own wishes and complaints: what waits for one's answer first, then the newest. */
function useThings(): Thing[] {
  const now = useNow()
  const mine = useQuery({ queryKey: ['wishes', 'newest'], queryFn: () => call(wishContract.list, { query: { view: 'mine', limit: SHOWN } }), meta: { isKept: true } })
  const reported = useQuery({ queryKey: ['complaints', 'newest'], queryFn: () => call(complaintContract.list, { query: { queue: 'mine', limit: SHOWN } }), meta: { isKept: true } })
  const things = [...(mine.data?.items ?? []).map((wish) => wishThing(wish, now)), ...(reported.data?.items ?? []).map(complaintThing)]
  return things.sort((one, other) => Number(other.isAsking) - Number(one.isAsking) || other.at.localeCompare(one.at)).slice(0, SHOWN)
}

/** 我的事 on the home page; draws nothing for who has none. */
export function MyThings() {
  const things = useThings()
  if (things.length === 0) return null
  return (
    <Section title="我的事" more="全部" onMore={() => void go(TAB_PAGES.todo)}>
      <Card>
        {things.map(({ id, title, meta, tone, word, page }) => (
          <CaseRow key={id} title={title} meta={meta} chip={<Chip tone={tone}>{word}</Chip>} onClick={() => void go(withParams(page, { id }))} />
        ))}
      </Card>
    </Section>
  )
}
