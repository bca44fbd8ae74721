import { bookingCatalogueContract, type PlaceDetail } from '@huying/shared/booking/catalogue-contract'
import { PLACE_KIND_LABELS } from '@huying/shared/booking/labels'
import { useEffect, useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { AreaPicker } from '../../../../components/area-picker'
import { Button } from '../../../../components/button'
import { Card } from '../../../../components/card'
import { CasePage } from '../../../../components/case/case-frame'
import { Cell, CellGroup, SwitchCell } from '../../../../components/cell'
import { ChoiceField, Field, TextField } from '../../../../components/field'
import { PhotoPicker, sentPhotos, uploadIdsOf, type Photo } from '../../../../components/photo-picker'
import { Section } from '../../../../components/section'
import { useArea } from '../../../../hooks/use-areas'
import { useCommand } from '../../../../hooks/use-command'
import { useMe } from '../../../../hooks/use-me'
import { useIsElder } from '../../../../platform/display-mode'
import { useDraft } from '../../../../platform/drafts'
import { goUp, replaceBy } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { scrollToElement } from '../../../../platform/scroll'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { PointField } from '../../components/point-field'
import { WeekFields } from '../../components/week-fields'
import { anchorOf, KEEP_KEYS, serverFaults, usePlace } from '../../keep'
import { EMPTY_PLACE, placeFaultsOf, placeFormOf, placeOf, type PlaceForm } from '../../place-form'

const NAME_LETTERS = 40
const ADDRESS_LETTERS = 80
const PHONE_LETTERS = 20
const RADIUS_DIGITS = 4
const MOST_PHOTOS = 9
const COMMUNITY_DIGITS = 12
const KINDS = Object.entries(PLACE_KIND_LABELS).map(([value, label]) => ({ value: value as PlaceDetail['kind'], label }))

/** A new place, or one that is kept. */
export default function PlaceEditPage() {
  const id = usePageParam('id')
  const query = usePlace(id)
  const { current } = useMe()
  if (id === '') return <PlaceEditor key={current.appointmentId} place={null} home={current.areaCode?.length === COMMUNITY_DIGITS ? current.areaCode : null} />
  return query.data ? <PlaceEditor key={id} place={query.data} home={query.data.communityCode} /> : <CasePage title="改地点" query={query} />
}

interface PlaceEditorProps {
  place: PlaceDetail | null
  /** The community it lies in, where that is known. */
  home: string | null
}

function PlaceEditor({ place, home }: PlaceEditorProps) {
  const isElder = useIsElder()
  const [kept] = useState<PlaceForm>(() => (place ? placeFormOf(place) : { ...EMPTY_PLACE, communityCode: home }))
  // Of a place that somebody else has changed meanwhile an old draft is no draft.
  const { value: form, change: write, clear } = useDraft(place ? `place ${place.id} ${JSON.stringify(kept)}` : 'place', kept)
  const [photos, setPhotos] = useState<readonly Photo[]>(() => sentPhotos(form.uploadIds))
  useEffect(() => write({ uploadIds: uploadIdsOf(photos) }), [photos, write])
  const [isChoosing, setChoosing] = useState(false)
  const [isTried, setTried] = useState(false)
  const [refused, setRefused] = useState<{ field: string; words: string }[]>([])
  const explain = (error: unknown) => {
    const faults = serverFaults(error)
    setRefused(faults)
    return faults[0]?.words ?? (error as Error).message
  }
  const create = useCommand(bookingCatalogueContract.createPlace, { refreshes: KEEP_KEYS, explain })
  const update = useCommand(bookingCatalogueContract.updatePlace, { refreshes: KEEP_KEYS, explain })
  const { data: community } = useArea(form.communityCode)
  const change = (some: Partial<PlaceForm>) => {
    setRefused([])
    write(some)
  }
  const faults = placeFaultsOf(form, photos)
  const shown = isTried ? [...faults, ...refused] : refused
  const problemAt = (field: string) => shown.find((one) => one.field === field)?.words ?? null

  async function submit() {
    setTried(true)
    const [first] = faults
    if (first) return void scrollToElement(anchorOf(first.field))
    if (place) {
      if (!(await update.run({ params: { id: place.id }, body: placeOf(form) }))) return
      clear()
      return goUp(withParams(BOOKING_PAGES.place, { id: place.id }))
    }
    const { isActive: _, ...body } = placeOf(form)
    const made = await create.run({ body: { ...body, communityCode: form.communityCode! } })
    if (!made) return
    clear()
    replaceBy(withParams(BOOKING_PAGES.place, { id: made.id }))
  }

  return (
    <CasePage
      title={place ? '改地点' : '加一个地点'}
      query={{ data: form, error: null, refetch: () => undefined }}
      footer={
        <ActionBar problem={create.problem ?? update.problem ?? (isTried ? (faults[0]?.words ?? null) : null)}>
          <Button kind="primary" isBusy={create.isBusy || update.isBusy} onClick={() => void submit()}>{place ? '改好了' : '加上'}</Button>
        </ActionBar>
      }
    >
      <Card>
        {place === null && (
          <Field id={anchorOf('communityCode')} label="在哪个社区或村" error={problemAt('communityCode')}>
            <Cell icon="building" title={community?.name ?? '选社区或村'} onClick={() => setChoosing(true)} />
          </Field>
        )}
        <TextField id={anchorOf('name')} label="叫什么" placeholder="如：东岗党群服务中心" value={form.name} maxLength={NAME_LETTERS} error={problemAt('name')} onChange={(name) => change({ name })} />
        <ChoiceField id={anchorOf('kind')} label="哪一种" choices={KINDS} value={form.kind} columns={isElder ? 1 : 2} error={problemAt('kind')} onChange={(kind) => change({ kind })} />
        <TextField id={anchorOf('address')} label="地址" placeholder="如：东岗路 8 号" value={form.address} maxLength={ADDRESS_LETTERS} error={problemAt('address')} onChange={(address) => change({ address })} />
        <PointField value={form.point} communityCode={form.communityCode} problem={problemAt('point')} onChange={(point) => change({ point })} />
        <TextField id={anchorOf('phone')} label="电话（可不写）" help="居民能看到，也能打" value={form.phone} maxLength={PHONE_LETTERS} error={problemAt('phone')} onChange={(phone) => change({ phone })} />
        <Field id={anchorOf('uploadIds')} label="照片（可不传）" help="拍门口和里面，不要拍到人" error={problemAt('uploadIds')}>
          <PhotoPicker photos={photos} purpose="place" most={MOST_PHOTOS} onChange={setPhotos} />
        </Field>
        <TextField id={anchorOf('checkInRadiusM')} label="扫门口的码，要在多少米以内" type="number" value={form.radius} maxLength={RADIUS_DIGITS} error={problemAt('checkInRadiusM')} onChange={(radius) => change({ radius })} />
      </Card>
      <Section title="开放时间">
        <Card>
          <WeekFields name="openingHours" week={form.week} problemAt={problemAt} onChange={(week) => change({ week })} />
        </Card>
      </Section>
      {place && (
        <CellGroup>
          <SwitchCell title="在用" icon="eye" hint={form.isActive ? '居民能看到、能约' : '居民看不到，里面的服务都不能约'} isOn={form.isActive} onChange={(isActive) => change({ isActive })} />
        </CellGroup>
      )}
      <AreaPicker isOpen={isChoosing} title="在哪个社区或村" onClose={() => setChoosing(false)} onChoose={({ code }) => {
        change({ communityCode: code })
        setChoosing(false)
      }} />
    </CasePage>
  )
}
