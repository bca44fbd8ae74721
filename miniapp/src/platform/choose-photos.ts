import Taro from '@tarojs/taro'

/** Temporary paths of at most `count` pictures the person took or picked; none where they went back. */
export async function choosePhotos(count: number): Promise<string[]> {
  try {
    const { tempFilePaths } = await Taro.chooseImage({ count, sizeType: ['compressed'], sourceType: ['camera', 'album'] })
    return tempFilePaths.slice(0, count)
  } catch {
    return []
  }
}
