import { useState } from 'react'
import { Acts, RefusedActs } from '../../../../components/case/acts'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { CaseHistory } from '../../../../components/case/case-history'
import { ContactLog } from '../../../../components/case/contact-log'
import { ContactCard, isContactCard, type RevealedContact } from '../../../../components/case/contact-card'
import { DeadlineWhy } from '../../../../components/case/deadline-why'
import { titleOf } from '../../../../components/case/title'
import { Callout } from '../../../../components/callout'
import { HandOverCard } from '../../../../components/hand-over'
import { Ticks } from '../../../../components/ticks'
import { useDuty } from '../../../../hooks/use-areas'
import { useMe } from '../../../../hooks/use-me'
import { useIsElder } from '../../../../platform/display-mode'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { dial } from '../../../../platform/phone-call'
import { COMPLAINT_PAGES, withParams } from '../../../../routes'
import { complaintActs, primaryAct } from '../../acts'
import { ComplaintContent, ComplaintDecline, ComplaintEnding, ComplaintQuestions, FollowedCase, LedgerLink } from '../../components/complaint-content'
import { FirstThings } from '../../components/first-things'
import { COMPLAINT_KEYS, type Complaint, useComplaint } from '../../service'
import { firstThingsIn } from '../../draft'
import { contactWords, dueOf, holderWords, isOver, metaOf, nextStep, ticksOf } from '../../view-model'

/** One complaint: who has it, until when, what was said, what happened, and what one may do now. */
export default function ComplaintPage() {
  const id = usePageParam('id')
  const query = useComplaint(id)
  const complaint = query.data
  const [contact, setContact] = useState<RevealedContact | null>(null)
  const [isProposed, setProposed] = useState(false)
  return (
    <CasePage
      title={complaint?.isMine ? '诉求进展' : '诉求'}
      query={query}
      footer={complaint && <Footer complaint={complaint} onReveal={setContact} onProposed={() => setProposed(true)} />}
    >
      {isProposed && <Callout kind="info" icon="users" title="已经提出，等第二个人同意">同意以前什么都不会变</Callout>}
      {contact && <ContactCard contacts={[contact]} />}
      {complaint && <Body complaint={complaint} />}
    </CasePage>
  )
}

function Footer({ complaint, onReveal, onProposed }: { complaint: Complaint; onReveal: (contact: RevealedContact) => void; onProposed: () => void }) {
  const { data: duty } = useDuty(complaint.isMine && !isOver(complaint.state) ? (complaint.gridCode ?? complaint.communityCode ?? complaint.townCode) : null)
  const { current } = useMe()
  const phone = duty?.phone
  return (
    <Acts
      acts={complaintActs(complaint, current.role)}
      primary={primaryAct(complaint)}
      abilities={complaint.abilities}
      params={{ id: complaint.id }}
      refreshes={COMPLAINT_KEYS}
      pages={{ confirm: () => void go(withParams(COMPLAINT_PAGES.confirm, { id: complaint.id })) }}
      onProposed={onProposed}
      onDone={(_, answer) => isContactCard(answer) && onReveal(answer)}
      aside={phone ? { label: '打电话问', icon: 'phone', onClick: () => void dial(phone) } : null}
    />
  )
}

function Body({ complaint }: { complaint: Complaint }) {
  const hasTicks = useIsElder() && complaint.isMine && complaint.state !== 'declined' && complaint.state !== 'withdrawn'
  const { current } = useMe()
  return (
    <>
      <CaseHead title={titleOf(complaint.text)} meta={metaOf(complaint)} />
      {!complaint.isMine && <FirstThings things={firstThingsIn(complaint.text)} />}
      <Holder complaint={complaint} />
      {hasTicks && <Ticks ticks={ticksOf(complaint)} />}
      <ComplaintDecline complaint={complaint} />
      <ComplaintQuestions complaint={complaint} />
      <ComplaintEnding complaint={complaint} />
      <ComplaintContent complaint={complaint} />
      <ContactLog contacts={complaint.contacts} isOwn={complaint.isMine} />
      <FollowedCase complaint={complaint} />
      <LedgerLink complaint={complaint} />
      <RefusedActs acts={complaintActs(complaint, current.role)} abilities={complaint.abilities} />
      {!hasTicks && (
        <CaseHistory kind="complaint" id={complaint.id} version={complaint.version} isOwn={complaint.isMine} isOver={isOver(complaint.state)} next={nextStep(complaint)} />
      )}
    </>
  )
}

function Holder({ complaint }: { complaint: Complaint }) {
  const [isOpen, setOpen] = useState(false)
  const holder = holderWords(complaint)
  const due = dueOf(complaint)
  if (holder === null) return null
  const note = contactWords(complaint)
  return (
    <>
      <HandOverCard holder={holder} startWord={due?.start ?? ''} {...(note && { note })} {...(due && { due, onWhy: () => setOpen(true) })} />
      {due && <DeadlineWhy isOpen={isOpen} onClose={() => setOpen(false)} {...due.why} consequence={`到时间没${due.act}，会自动报给上一级，也会告诉您`} />}
    </>
  )
}
