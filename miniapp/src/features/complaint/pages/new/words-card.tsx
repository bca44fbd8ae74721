import { Textarea, View } from '@tarojs/components'
import { Callout } from '../../../../components/callout'
import { Field } from '../../../../components/field'
import { PhotoPicker } from '../../../../components/photo-picker'
import { MOST_LETTERS, MOST_PHOTOS } from '../../draft'
import type { NewComplaintForm } from '../../use-new-complaint'

const EXAMPLE = '如：东门口井盖碎了一半，昨晚下雨往外冒污水，老人孩子走路危险'

/** What happened, in one's own words, with the photos of it. */
export function WordsCard({ form, withPhotos = true }: { form: NewComplaintForm; withPhotos?: boolean }) {
  const { draft, change, problemAt, isTakenUp } = form
  return (
    <>
      {isTakenUp && <Callout kind="quiet" icon="pencil">您上次没写完的还在，接着写就行</Callout>}
      <Field id="field-text" label="出了什么事" error={problemAt('text')}>
        <Textarea
          className="complaint-words"
          value={draft.text}
          maxlength={MOST_LETTERS}
          placeholder={EXAMPLE}
          placeholderClass="field-placeholder"
          autoHeight
          aria-label="出了什么事"
          onInput={({ detail }) => change({ text: detail.value })}
        />
      </Field>
      {withPhotos && <PhotosField form={form} />}
    </>
  )
}

export function PhotosField({ form }: { form: NewComplaintForm }) {
  const { draft, setPhotos, problemAt } = form
  return (
    <View id="field-photos" className="complaint-photos">
      <PhotoPicker photos={draft.photos} onChange={setPhotos} purpose="complaint" most={MOST_PHOTOS} />
      {problemAt('photos') && <View className="t-sub c-orange complaint-problem">{problemAt('photos')}</View>}
    </View>
  )
}
