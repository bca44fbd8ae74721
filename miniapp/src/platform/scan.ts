import Taro from '@tarojs/taro'
import { isWeapp } from './environment'

/** A browser has no scanner of its own: there the words under the code are typed. */
export const hasScanner = isWeapp

/** What the code says that the person points the phone at; null when they leave it. */
export async function scanCode(): Promise<string | null> {
  try {
    return (await Taro.scanCode({ scanType: ['qrCode'] })).result
  } catch {
    return null
  }
}
