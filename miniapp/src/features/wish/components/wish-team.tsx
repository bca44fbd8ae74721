import { CellGroup } from '../../../components/cell'
import { PersonRow } from '../../../components/person-row'
import { Section } from '../../../components/section'
import type { Wish } from '../service'

/** Who helps together and what each takes on; told to those concerned. */
export function WishTeam({ wish: { claim } }: { wish: Wish }) {
  if (claim === null || claim.team.length === 0) return null
  return (
    <Section title={`一起帮的 ${claim.team.length} 位`}>
      <CellGroup>
        {claim.team.map(({ memberId, who, share }) => (
          <PersonRow key={memberId} name={who} words={share} {...(memberId === claim.memberId && { aside: '联系人' })} />
        ))}
      </CellGroup>
    </Section>
  )
}
