import Taro from '@tarojs/taro'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { stateStorage } from './storage'

/** From this factor of WeChat's own font setting on, elder mode comes by itself. */
export const ELDER_FACTOR = 1.3

interface DisplayMode {
  /** The person's own choice; null: follow WeChat's font setting. */
  choice: 'normal' | 'elder' | null
  /** WeChat's font factor, 1 where there is none. */
  fontFactor: number
  choose: (choice: 'normal' | 'elder') => void
}

export const useDisplayMode = create<DisplayMode>()(
  persist((set): DisplayMode => ({ choice: null, fontFactor: 1, choose: (choice) => set({ choice }) }), {
    name: 'display-mode',
    storage: createJSONStorage(() => stateStorage),
    partialize: ({ choice }) => ({ choice }) as DisplayMode,
  }),
)

/** Reads WeChat's font size setting; it may change while the app is in the back. */
export function readFontFactor() {
  const info = Taro.getAppBaseInfo?.() as { fontSizeScaleFactor?: number } | undefined
  useDisplayMode.setState({ fontFactor: info?.fontSizeScaleFactor ?? 1 })
}

export const isElderMode = ({ choice, fontFactor }: Pick<DisplayMode, 'choice' | 'fontFactor'>) =>
  choice === null ? fontFactor >= ELDER_FACTOR : choice === 'elder'

export const useIsElder = () => useDisplayMode(isElderMode)
