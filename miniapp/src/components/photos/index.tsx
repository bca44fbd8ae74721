import { Image, View } from '@tarojs/components'
import { useUploads } from '../../hooks/use-uploads'
import { previewPhotos } from '../../platform/preview-photos'
import './index.scss'

/** Photos that belong to a thing, small in a row; a tap opens them large. Draws nothing where there are none to see. */
export function Photos({ ids, label = '照片' }: { ids: readonly string[]; label?: string }) {
  const uploads = useUploads(ids)
  if (uploads.length === 0) return null
  const urls = uploads.map(({ url }) => url)
  return (
    <View className="photo-row">
      {uploads.map(({ id, url, thumbnailUrl }, index) => (
        <View key={id} className="photo-row-one" aria-role="button" aria-label={`看第 ${index + 1} 张${label}`} hoverClass="pressed" onClick={() => void previewPhotos(urls, url)}>
          <Image className="photo-row-image" src={thumbnailUrl} mode="aspectFill" />
        </View>
      ))}
    </View>
  )
}
