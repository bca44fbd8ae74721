import { wishContract } from '@huying/shared/wish/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { ChoiceField, TextField } from '../../../../components/field'
import { Section } from '../../../../components/section'
import { StateView } from '../../../../components/state-view'
import { useCommand } from '../../../../hooks/use-command'
import { useMe } from '../../../../hooks/use-me'
import { useDraft } from '../../../../platform/drafts'
import { goBack } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { MemberRows } from '../../components/member-rows'
import { WishHead } from '../../components/wish-head'
import { explainClaim, useWish, type Wish, WISH_KEYS } from '../../service'
import { MOST_MEMBERS, NO_TEAM, type Organization, organizationOf, SHARE_LETTERS, shared, type TeamDraft, teamBody, teamFault, turned } from '../../team'
import { useOrganizations } from '../../use-party'
import { may, refusalOf } from '../../view-model'

const TITLE = '组队来帮'

/** 组队来帮: in which organization's name, who comes along, and what each takes on. Whoever claims is the contact. */
export default function TeamPage() {
  const wish = useWish(usePageParam('id'))
  const organizations = useOrganizations(true)
  const { me } = useMe()
  if (!wish.data || !organizations.data || !me) return <CasePage title={TITLE} query={wish.data ? { ...organizations, data: undefined } : wish} />
  if (!may(wish.data, 'claim'))
    return (
      <CasePage title={TITLE} query={wish}>
        <WishHead wish={wish.data} />
        <StateView icon="hand-heart" title={refusalOf(wish.data, 'claim') ?? '这个心愿现在不用认领'} action={{ label: '回去看看', onClick: goBack }} />
      </CasePage>
    )
  return <TeamForm wish={wish.data} organizations={organizations.data.items} contactId={me.account.id} />
}

interface TeamFormProps {
  wish: Wish
  organizations: readonly Organization[]
  contactId: string
}

function TeamForm({ wish, organizations, contactId }: TeamFormProps) {
  const draft = useDraft(`team-${wish.id}`, NO_TEAM)
  const [isTried, setTried] = useState(false)
  const { run, isBusy, problem, setProblem } = useCommand(wishContract.claim, { refreshes: WISH_KEYS, explain: explainClaim(wish.id) })
  const { ownShare, helpers } = draft.value
  const organization = organizationOf(organizations, draft.value)
  const fault = isTried ? teamFault(draft.value) : null

  function change(part: Partial<TeamDraft>) {
    setProblem(null)
    draft.change(part)
  }
  async function claim() {
    setTried(true)
    const missing = teamFault(draft.value)
    if (missing || !organization) return setProblem(missing?.words ?? '先选一个党组织')
    if ((await run({ params: { id: wish.id }, body: teamBody(organization.id, contactId, draft.value) })) === null) return
    draft.clear()
    goBack()
  }
  const footer = (
    <ActionBar problem={problem} note="您是联系人：联系居民、记进展、报办好，都由您来">
      <Button kind="primary" isBusy={isBusy} onClick={() => void claim()}>
        {helpers.length === 0 ? '组队认领' : `${helpers.length + 1} 个人一起认领`}
      </Button>
    </ActionBar>
  )
  if (!organization)
    return (
      <CasePage title={TITLE} query={{ data: organizations, error: null, refetch: () => undefined }}>
        <StateView icon="users" title="您的党组织里没有别的党员" text="可以自己来帮，或者请支部看看" action={{ label: '回去看看', onClick: goBack }} />
      </CasePage>
    )
  return (
    <CasePage title={TITLE} query={{ data: organizations, error: null, refetch: () => undefined }} footer={footer}>
      <WishHead wish={wish} />
      <OrganizationCard organizations={organizations} organization={organization} onChoose={(organizationId) => change({ organizationId, helpers: [] })} />
      <Section title={helpers.length === 0 ? '请谁一起？' : `一起的有 ${helpers.length} 位${helpers.length + 1 === MOST_MEMBERS ? '，满了' : ''}`}>
        <MemberRows
          key={organization.id}
          organizationId={organization.id}
          role="checkbox"
          chosenIds={helpers.map(({ memberId }) => memberId)}
          isLeftOut={({ isMe }) => isMe}
          onTurn={(member) => change({ helpers: turned(helpers, member) })}
        />
      </Section>
      {helpers.length > 0 && (
        <Section title="每人做什么？">
          <Card>
            <TextField
              label="您（联系人）" value={ownShare} placeholder="如：买材料、约时间" maxLength={SHARE_LETTERS} error={fault?.at === 'own' ? fault.words : null}
              onChange={(words) => change({ ownShare: words })}
            />
            {helpers.map(({ memberId, who, share }) => (
              <TextField
                key={memberId} label={who} value={share} placeholder="如：上门安装" maxLength={SHARE_LETTERS}
                error={typeof fault?.at === 'object' && fault.at.memberId === memberId ? fault.words : null}
                onChange={(words) => change({ helpers: shared(helpers, memberId, words) })}
              />
            ))}
          </Card>
        </Section>
      )}
    </CasePage>
  )
}

interface OrganizationCardProps {
  organizations: readonly Organization[]
  organization: Organization
  onChoose: (id: string) => void
}

/** Only where there is a choice; whose members the list shows follows from it. */
function OrganizationCard({ organizations, organization, onChoose }: OrganizationCardProps) {
  const able = organizations.filter(({ members }) => members > 1)
  const choices = able.map(({ id, name, members }) => ({ value: id, label: `${name}（${members} 人）` }))
  return (
    <Card>
      {able.length > 1 ? (
        <ChoiceField label="用哪个党组织的名义？" choices={choices} value={organization.id} columns={1} onChange={onChoose} />
      ) : (
        <View className="t-strong">{organization.name}</View>
      )}
    </Card>
  )
}
