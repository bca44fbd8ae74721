import Taro from '@tarojs/taro'
import { isWeapp } from './environment'

/** GCJ-02 degrees. */
export interface Point {
  lng: number
  lat: number
}

export interface Place extends Point {
  /** What WeChat calls it; empty for a bare point. */
  name: string
  address: string
}

/** A browser has no picker: there the product's own map takes the point. */
export const hasNativePicker = isWeapp

/** Where the phone is now, asked for once; null when refused or unknown, and the person chooses another way. */
export async function locateOnce(): Promise<Point | null> {
  if (process.env.TARO_ENV === 'h5') return (await import('./browser-location')).locateInBrowser()
  try {
    const { longitude, latitude } = await Taro.getLocation({ type: 'gcj02' })
    return { lng: longitude, lat: latitude }
  } catch {
    return null
  }
}

/** WeChat's own place picker, opened at `near`; null when the person leaves it or has refused it. */
export async function choosePlace(near: Point | null): Promise<Place | null> {
  if (!isWeapp) return null
  try {
    const { longitude, latitude, name, address } = await Taro.chooseLocation(near ? { longitude: near.lng, latitude: near.lat } : {})
    return { lng: longitude, lat: latitude, name, address }
  } catch {
    return null
  }
}
