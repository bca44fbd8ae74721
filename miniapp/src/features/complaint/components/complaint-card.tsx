import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { DeadlineChip } from '../../../components/chip/deadline-chip'
import { categoryWord } from '../../../components/case/category'
import { shortPlace } from '../../../components/case/place'
import { titleOf } from '../../../components/case/title'
import { useNow } from '../../../platform/clock'
import { go } from '../../../platform/navigation'
import { COMPLAINT_PAGES, withParams } from '../../../routes'
import type { ComplaintLine } from '../service'
import { dueOf, holderWords, stateWord, toneOf } from '../view-model'

const open = (complaint: ComplaintLine) => {
  const page = complaint.isMine && complaint.state === 'resolved' ? COMPLAINT_PAGES.confirm : COMPLAINT_PAGES.detail
  void go(withParams(page, { id: complaint.id }))
}

/** One's own complaint in a list: what, how it stands, who has it. */
export function MyComplaintCard({ complaint }: { complaint: ComplaintLine }) {
  const now = useNow()
  return (
    <ListCard
      title={titleOf(complaint.text)}
      icon="megaphone"
      meta={[categoryWord(complaint.category), `${sayMoment(new Date(complaint.createdAt), now)} 提交`].filter(Boolean).join(' · ')}
      chip={<Chip tone={toneOf(complaint.state)}>{stateWord(complaint)}</Chip>}
      {...(complaint.state !== 'resolved' && { fact: holderWords(complaint) ?? undefined })}
      onClick={() => open(complaint)}
    />
  )
}

/** A complaint at a desk: how long is left first, then what and where. */
export function DeskComplaintCard({ complaint }: { complaint: ComplaintLine }) {
  const due = dueOf(complaint)
  return (
    <ListCard
      title={titleOf(complaint.text)}
      meta={[categoryWord(complaint.category), shortPlace(complaint.areaName), complaint.reporter].filter(Boolean).join(' · ')}
      chip={due ? <DeadlineChip {...due} /> : <Chip tone={toneOf(complaint.state)}>{stateWord(complaint)}</Chip>}
      fact={stateWord(complaint)}
      onClick={() => open(complaint)}
    />
  )
}
