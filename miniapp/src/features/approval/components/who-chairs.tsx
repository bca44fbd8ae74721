import { associationContract } from '@huying/shared/association/contract'
import { useQuery } from '@tanstack/react-query'
import { Fact } from '../../../components/fact'
import { call } from '../../../platform/request'

/** Of which association, and which secretary, a proposal to chair speaks; the proposal itself knows their ids only. */
export function WhoChairs({ associationId, accountId }: { associationId: string; accountId: string }) {
  const { data } = useQuery({
    queryKey: ['associations', 'candidates', associationId],
    queryFn: async () => {
      const [{ items }, { items: associations }] = await Promise.all([
        call(associationContract.candidates, { params: { id: associationId } }), call(associationContract.associations, { query: {} }),
      ])
      return { candidate: items.find((one) => one.accountId === accountId), association: associations.find(({ id }) => id === associationId) }
    },
  })
  if (!data) return null
  return (
    <>
      {data.association && <Fact icon="users">{`${data.association.communityName} ${data.association.name}`}</Fact>}
      {data.candidate && <Fact icon="user">{`${data.candidate.unitName} 书记 ${data.candidate.name}`}</Fact>}
    </>
  )
}
