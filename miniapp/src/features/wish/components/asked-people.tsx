import { Cell, CellGroup } from '../../../components/cell'
import { useMe } from '../../../hooks/use-me'
import { go } from '../../../platform/navigation'
import { WISH_PAGES, withParams } from '../../../routes'
import { peopleOf } from '../people'
import type { Wish } from '../service'
import { useRouting } from '../use-routing'

/** The way to who was asked and why. Drawn only for whom the server tells it, so nothing is said of it to others. */
export function AskedPeople({ wish }: { wish: Wish }) {
  const { current } = useMe()
  const isDesk = current.appointmentId !== null && current.role !== 'member'
  const { data } = useRouting(wish.id, isDesk && wish.publishedAt !== null)
  if (!data || data.runs.length === 0) return null
  return (
    <CellGroup>
      <Cell icon="users" title="请了哪些党员，为什么" value={`请过 ${peopleOf(data).asked.length} 位`} onClick={() => void go(withParams(WISH_PAGES.people, { id: wish.id }))} />
    </CellGroup>
  )
}
