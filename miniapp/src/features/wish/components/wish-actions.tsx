import { View } from '@tarojs/components'
import { wishContract } from '@huying/shared/wish/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Acts } from '../../../components/case/acts'
import { Fact } from '../../../components/fact'
import { Sheet } from '../../../components/sheet'
import { useDuty } from '../../../hooks/use-areas'
import { go } from '../../../platform/navigation'
import { dial } from '../../../platform/phone-call'
import { WISH_PAGES, withParams } from '../../../routes'
import { ACT_PAGES, actsOf, askedAct } from '../acts'
import { explainClaim, WISH_KEYS, type Wish } from '../service'
import { useOrganizations } from '../use-party'
import { hasEnded, isOwn, may, refusalOf } from '../view-model'

type Contact = Answer<typeof wishContract.contactReveal>

const CLAIM_NOTE = '认领后 72 小时内要记一次进展，不然会放回来'

/** The buttons of what this person may do now; a claim that is refused for a reason stays, with the reason. */
export function WishActions({ wish }: { wish: Wish }) {
  const [contact, setContact] = useState<Contact | null>(null)
  const primary = askedAct(wish.abilities)
  const { data: duty } = useDuty(isOwn(wish) && !hasEnded(wish) ? wish.communityCode : null)
  const phone = duty?.phone
  const team = useTeamWay(wish)
  const refusal = primary ? null : refusalOf(wish, 'claim')
  const pages = Object.fromEntries(Object.entries(ACT_PAGES).map(([key, page]) => [key, () => void go(withParams(page, { id: wish.id }))]))
  if (refusal) return <RefusedClaim reason={refusal} />
  return (
    <>
      <Acts
        acts={actsOf(wish).map((act) => (act.key === 'claim' ? { ...act, explainProblem: explainClaim(wish.id) } : act))}
        primary={primary}
        abilities={wish.abilities}
        params={{ id: wish.id }}
        refreshes={WISH_KEYS}
        pages={pages}
        {...(primary === 'claim' && { note: CLAIM_NOTE })}
        aside={phone ? { label: '打电话问', icon: 'phone', onClick: () => void dial(phone) } : team}
        onDone={({ key }, answer) => key === 'contact-reveal' && setContact(wishContract.contactReveal.answer.parse(answer))}
      />
      {contact && <ContactSheet contact={contact} onClose={() => setContact(null)} />}
    </>
  )
}

/** 组队来帮, beside claiming alone: for whoever has somebody to ask along. */
function useTeamWay(wish: Wish) {
  const mayClaim = may(wish, 'claim')
  const { data } = useOrganizations(mayClaim)
  if (!mayClaim || !data?.items.some(({ members }) => members > 1)) return null
  return { label: '组队来帮', icon: 'users' as const, onClick: () => void go(withParams(WISH_PAGES.team, { id: wish.id })) }
}

function RefusedClaim({ reason }: { reason: string }) {
  return (
    <ActionBar note={reason}>
      <Button isDisabled label={`我来帮，现在不行，${reason}`}>
        我来帮
      </Button>
    </ActionBar>
  )
}

function ContactSheet({ contact: { name, phone }, onClose }: { contact: Contact; onClose: () => void }) {
  return (
    <Sheet
      isOpen
      title="居民的联系方式"
      onClose={onClose}
      footer={
        <ActionBar note="这一次已经记下来，居民能看到">
          <Button onClick={onClose}>知道了</Button>
          {phone !== null && (
            <Button kind="primary" icon="phone" onClick={() => void dial(phone)}>
              打电话
            </Button>
          )}
        </ActionBar>
      }
    >
      <View>
        <Fact icon="user">{name}</Fact>
        <Fact icon="phone">{phone ?? '没有留电话，请问社区'}</Fact>
      </View>
    </Sheet>
  )
}
