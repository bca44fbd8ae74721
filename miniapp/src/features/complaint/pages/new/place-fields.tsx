import { View } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../../../components/area-picker'
import { TextField } from '../../../../components/field'
import { PlacePicker } from '../../../../components/place-picker'
import { useArea } from '../../../../hooks/use-areas'
import { useGridMap } from '../../../../hooks/use-grid-map'
import { LikeCard } from '../../components/like-card'
import { useLike } from '../../use-like'
import type { NewComplaintForm } from '../../use-new-complaint'

/** 商南县: where a map opens before anything is known. */
const COUNTY_CENTER = { lng: 110.88, lat: 33.53 }

/** Where it is: a point on the map, or a community and a few words. Who will look first is said at once. */
export function PlaceFields({ form }: { form: NewComplaintForm }) {
  const { draft, change, routing, problemAt } = form
  const [isChoosing, setChoosing] = useState(false)
  const areas = useGridMap(routing.communityCode)
  const { data: area } = useArea(routing.communityCode)
  const like = useLike(draft)
  const problem = problemAt('place')
  return (
    <View id="field-place" className={`complaint-place ${problem ? 'complaint-place-wrong' : ''}`}>
      <PlacePicker
        value={draft.place}
        areas={areas}
        center={area?.centroid ?? COUNTY_CENTER}
        routedTo={routing.isOutside ? '这里不在本县的网格里，会先到您选的社区' : (routing.words ?? undefined)}
        areaName={draft.area?.name ?? (routing.code ? area?.name : undefined)}
        onChange={(place) => change({ place, joinComplaintId: null })}
        onChooseArea={() => setChoosing(true)}
      />
      {problem && <View className="t-sub c-orange complaint-problem" aria-role="alert">{problem}</View>}
      <View className="card">
        <TextField
          label="门牌或路口（可不写）"
          value={draft.address}
          placeholder="如：南大街 18 号对面"
          help="只有您看得到；上门的人要看，会留记录"
          maxLength={200}
          onChange={(address) => change({ address })}
        />
      </View>
      {like && !form.isForOther && (
        <LikeCard
          like={like}
          isJoined={draft.joinComplaintId === like.id}
          onJoin={() => change({ joinComplaintId: like.id })}
          onOther={() => change({ joinComplaintId: null, notLike: [...draft.notLike, like.id] })}
        />
      )}
      <AreaPicker
        isOpen={isChoosing}
        onChoose={({ code, name }) => {
          change({ area: { code, name }, place: null })
          setChoosing(false)
        }}
        onClose={() => setChoosing(false)}
      />
    </View>
  )
}
