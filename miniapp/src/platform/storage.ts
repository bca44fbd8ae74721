import Taro from '@tarojs/taro'
import type { StateStorage } from 'zustand/middleware'

const PREFIX = 'huying:'

/** What was stored under a key, or null: nothing there, or the phone's storage failed. */
export function readStored<T>(key: string): T | null {
  try {
    const value: unknown = Taro.getStorageSync(PREFIX + key)
    return value === '' || value === undefined ? null : (value as T)
  } catch {
    return null
  }
}

/** Stores plain data; false when the phone has no room, so that the caller can say so. */
export function writeStored(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(PREFIX + key, value)
    return true
  } catch {
    return false
  }
}

export function removeStored(key: string) {
  try {
    Taro.removeStorageSync(PREFIX + key)
  } catch {
    // Nothing to keep, nothing to lose.
  }
}

/** For zustand's `persist`. */
export const stateStorage: StateStorage = {
  getItem: (key) => readStored<string>(key),
  setItem: (key, value) => void writeStored(key, value),
  removeItem: removeStored,
}
