import { wishContract } from '@huying/shared/wish/contract'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { CellGroup } from '../../../../components/cell'
import { TextAreaField } from '../../../../components/field'
import { PersonRow } from '../../../../components/person-row'
import { Section } from '../../../../components/section'
import { StateView } from '../../../../components/state-view'
import { useCommand } from '../../../../hooks/use-command'
import { goBack } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { MemberRows } from '../../components/member-rows'
import { WishHead } from '../../components/wish-head'
import { useWish, type Wish, WISH_KEYS } from '../../service'
import { may, refusalOf } from '../../view-model'

const TITLE = '换团队联系人'
const REASON_LETTERS = 200

type Claim = NonNullable<Wish['claim']>

/** 换联系人: the secretary names another member of the team's organization; first those who are in the team. */
export default function ContactPage() {
  const query = useWish(usePageParam('id'))
  const wish = query.data
  if (!wish) return <CasePage title={TITLE} query={query} />
  if (!may(wish, 'replace-contact') || !wish.claim?.organizationId)
    return (
      <CasePage title={TITLE} query={query}>
        <WishHead wish={wish} />
        <StateView icon="users" title={refusalOf(wish, 'replace-contact') ?? '现在不用换联系人'} action={{ label: '回去看看', onClick: goBack }} />
      </CasePage>
    )
  return <NewContact wish={wish} claim={wish.claim} organizationId={wish.claim.organizationId} />
}

interface NewContactProps {
  wish: Wish
  claim: Claim
  organizationId: string
}

function NewContact({ wish, claim, organizationId }: NewContactProps) {
  const [chosen, setChosen] = useState<{ id: string; who: string } | null>(null)
  const [reason, setReason] = useState('')
  const { run, isBusy, problem, setProblem } = useCommand(wishContract.replaceContact, { refreshes: WISH_KEYS })
  const team = claim.team.filter(({ memberId }) => memberId !== claim.memberId)
  const isInTeam = (id: string) => id === claim.memberId || team.some(({ memberId }) => memberId === id)

  function choose(member: { id: string; who: string }) {
    setProblem(null)
    setChosen(member)
  }
  async function replace() {
    if (!chosen) return setProblem('先选一位新的联系人')
    const body = { contactId: chosen.id, ...(reason.trim() && { reason: reason.trim() }) }
    if ((await run({ params: { id: wish.id }, body })) !== null) goBack()
  }
  const footer = (
    <ActionBar problem={problem} note={`现在的联系人是 ${claim.by}`}>
      <Button kind="primary" isBusy={isBusy} onClick={() => void replace()}>
        {chosen ? `请 ${chosen.who} 当联系人` : '选一位新的联系人'}
      </Button>
    </ActionBar>
  )
  return (
    <CasePage title={TITLE} query={{ data: wish, error: null, refetch: () => undefined }} footer={footer}>
      <WishHead wish={wish} />
      <Callout icon="shield-check" kind="quiet" title="换了以后">
        {`${claim.by} 马上看不到居民的联系方式；新的联系人，要支部确认或者居民同意后才能看。`}
      </Callout>
      {team.length > 0 && (
        <Section title="团队里的">
          <CellGroup>
            {team.map(({ memberId, who, share }) => (
              <PersonRow key={memberId} name={who} words={share} isChosen={chosen?.id === memberId} onClick={() => choose({ id: memberId, who })} />
            ))}
          </CellGroup>
        </Section>
      )}
      <Section title={`${claim.organization ?? '党组织'}的其他党员`}>
        <MemberRows organizationId={organizationId} role="radio" chosenIds={chosen ? [chosen.id] : []} isLeftOut={({ id }) => isInTeam(id)} onTurn={choose} />
      </Section>
      {chosen && (
        <Card>
          <TextAreaField label="为什么换（可不写）" value={reason} placeholder="如：原来的联系人出差半个月" maxLength={REASON_LETTERS} onChange={setReason} />
        </Card>
      )}
    </CasePage>
  )
}
