import { Image, Text, View } from '@tarojs/components'
import { useUploads } from '../../hooks/use-uploads'
import { choosePhotos } from '../../platform/choose-photos'
import { useRef } from 'react'
import { wordsFor } from '../../platform/api-error'
import type { UploadPurpose } from '@huying/shared/upload/contract'
import { uploadPhoto } from '../../platform/upload'
import { Icon } from '../icon'
import type { Photo } from './photo'
import './index.scss'

export * from './photo'

interface PhotoPickerProps {
  photos: readonly Photo[]
  /** Takes a function: several photos upload at once. */
  onChange: (change: (photos: readonly Photo[]) => readonly Photo[]) => void
  purpose: UploadPurpose
  most: number
}

/** Takes or chooses photos and sends each at once; a failed one keeps its place and is sent again by a tap. */
export function PhotoPicker({ photos, onChange, purpose, most }: PhotoPickerProps) {
  const serial = useRef(0)
  const put = (photo: Photo) => onChange((all) => all.map((each) => (each.key === photo.key ? photo : each)))

  async function send(key: string, path: string) {
    put({ key, path, state: 'sending', percent: 0 })
    try {
      const { id, thumbnailUrl } = await uploadPhoto(path, purpose, (percent) => put({ key, path, state: 'sending', percent }))
      put({ key, path, state: 'sent', uploadId: id, thumbnailUrl })
    } catch (error) {
      put({ key, path, state: 'failed', reason: wordsFor(error) })
    }
  }

  async function add() {
    const chosen = await choosePhotos(most - photos.length)
    const fresh = chosen.map((path): Photo => ({ key: `${Date.now()}-${serial.current++}`, path, state: 'sending', percent: 0 }))
    onChange((all) => [...all, ...fresh])
    await Promise.all(fresh.map(({ key, path }) => send(key, path)))
  }

  const failed = photos.filter(({ state }) => state === 'failed').length
  return (
    <View>
      <View className="photos">
        {photos.map((photo, index) => (
          <Thumbnail
            key={photo.key}
            photo={photo}
            place={index + 1}
            onRetry={() => void send(photo.key, photo.path)}
            onRemove={() => onChange((all) => all.filter(({ key }) => key !== photo.key))}
          />
        ))}
        {photos.length < most && (
          <View className="photo photo-add t-caption c-ink2" aria-role="button" aria-label={`加照片，最多 ${most} 张`} hoverClass="pressed" onClick={() => void add()}>
            <Icon name="camera" size="tile" />
            <Text>加照片</Text>
          </View>
        )}
      </View>
      {failed > 0 && <View className="t-caption c-orange photos-note">{`有 ${failed} 张没传上，点一下重传`}</View>}
    </View>
  )
}

interface ThumbnailProps {
  photo: Photo
  place: number
  onRetry: () => void
  onRemove: () => void
}

function Thumbnail({ photo, place, onRetry, onRemove }: ThumbnailProps) {
  const [kept] = useUploads(photo.path === '' && photo.state === 'sent' ? [photo.uploadId] : [])
  return (
    <View className="photo">
      <Image className="photo-image" src={photo.path || (kept?.thumbnailUrl ?? '')} mode="aspectFill" aria-label={`第 ${place} 张照片`} />
      {photo.state === 'sending' && <View className="photo-cover t-caption">{`${photo.percent}%`}</View>}
      {photo.state === 'failed' && (
        <View className="photo-cover t-caption" aria-role="button" aria-label={`第 ${place} 张没传上，重传`} onClick={onRetry}>
          <Icon name="refresh" />
          <Text>没传上</Text>
        </View>
      )}
      <View className="photo-remove" aria-role="button" aria-label={`去掉第 ${place} 张照片`} onClick={onRemove}>
        <View className="photo-remove-dot">
          <Icon name="x" size="inline" />
        </View>
      </View>
    </View>
  )
}
