import { useState } from 'react'
import { IdentityBadge, IdentitySheet } from '../../../components/identity'
import type { useMe } from '../../../hooks/use-me'

/** The badge at the top of 待办 with the sheet it opens. */
export function WorkingAs({ identities, current, actAs }: Pick<ReturnType<typeof useMe>, 'identities' | 'current' | 'actAs'>) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IdentityBadge identity={current} onOpen={() => setOpen(true)} />
      <IdentitySheet isOpen={isOpen} identities={identities} current={current.appointmentId} onChoose={actAs} onClose={() => setOpen(false)} />
    </>
  )
}
