import Taro from '@tarojs/taro'

/** Opens the pictures large, at `current`; leaving is no error. */
export async function previewPhotos(urls: readonly string[], current: string): Promise<void> {
  try {
    await Taro.previewImage({ urls: [...urls], current })
  } catch {
    // Closed.
  }
}
