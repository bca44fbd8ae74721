import { useState } from 'react'
import { type Identity, IdentityBadge, IdentityLine, IdentitySheet } from '../../../components/identity'
import type { useMe } from '../../../hooks/use-me'

type Account = Pick<ReturnType<typeof useMe>, 'identities' | 'current' | 'actAs'>

interface SwitchProps extends Account {
  Shown: (props: { identity: Identity; onOpen: () => void }) => React.ReactElement
}

/** What says as whom one acts, and the sheet it opens. */
function IdentitySwitch({ identities, current, actAs, Shown }: SwitchProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Shown identity={current} onOpen={() => setOpen(true)} />
      <IdentitySheet isOpen={isOpen} identities={identities} current={current.appointmentId} onChoose={actAs} onClose={() => setOpen(false)} />
    </>
  )
}

/** The badge at the top of 待办. */
export const WorkingAs = ({ identities, current, actAs }: Account) => <IdentitySwitch identities={identities} current={current} actAs={actAs} Shown={IdentityBadge} />

/** The line on 首页; nothing for who has one identity only. */
export const HomeIdentity = ({ identities, current, actAs }: Account) =>
  identities.length > 1 ? <IdentitySwitch identities={identities} current={current} actAs={actAs} Shown={IdentityLine} /> : null
