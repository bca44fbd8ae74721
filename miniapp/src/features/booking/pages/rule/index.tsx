import { CasePage } from '../../../../components/case/case-frame'
import { usePageParam } from '../../../../platform/page-events'
import { RuleEditor } from '../../components/rule-editor'
import { usePlace, usePlaceServices } from '../../keep'

/** A new service of a place, or one that is kept: what it is, when it is held, and who gets a place. */
export default function RulePage() {
  const [placeId, id] = [usePageParam('place'), usePageParam('id')]
  const place = usePlace(placeId)
  const list = usePlaceServices(placeId)
  const service = list.items.find((one) => one.id === id) ?? null
  const isThere = place.data !== undefined && (id === '' || service !== null)
  if (!isThere) return <CasePage title="服务和排班" query={{ data: undefined, error: place.error ?? list.error, refetch: () => void Promise.all([place.refetch(), list.refetch()]) }} />
  // Written anew from what is kept once that has changed under the form.
  return <RuleEditor key={service ? `${service.id} ${service.version}` : 'new'} place={place.data!} service={service} />
}
