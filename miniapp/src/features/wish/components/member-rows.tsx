import { Cell, CellGroup } from '../../../components/cell'
import { PersonRow } from '../../../components/person-row'
import { ErrorView, LoadingView, StateView } from '../../../components/state-view'
import { goHome } from '../../../platform/navigation'
import { type Member, memberWords } from '../team'
import { useMembers } from '../use-party'

interface MemberRowsProps {
  organizationId: string
  /** One of them, or several. */
  role: 'radio' | 'checkbox'
  chosenIds: readonly string[]
  /** Not offered: oneself, or who is told elsewhere. */
  isLeftOut: (member: Member) => boolean
  onTurn: (member: Member) => void
}

/** The members of an organization, to be chosen from. */
export function MemberRows({ organizationId, role, chosenIds, isLeftOut, onTurn }: MemberRowsProps) {
  const list = useMembers(organizationId)
  const members = list.items.filter((member) => !isLeftOut(member))
  if (list.items.length === 0 && list.error) return <ErrorView error={list.error} onRetry={() => void list.refetch()} onHome={goHome} />
  if (list.isPending) return <LoadingView />
  if (members.length === 0 && !list.hasNextPage) return <StateView icon="users" title="这里没有别的党员" text="换一个党组织看看" />
  return (
    <CellGroup>
      {members.map((member) => (
        <PersonRow key={member.id} name={member.who} words={memberWords(member)} role={role} isChosen={chosenIds.includes(member.id)} onClick={() => onTurn(member)} />
      ))}
      {list.hasNextPage && <Cell title={list.isFetchingNextPage ? '正在打开更多' : '再看一些'} icon="more" onClick={() => void list.fetchNextPage()} />}
    </CellGroup>
  )
}
