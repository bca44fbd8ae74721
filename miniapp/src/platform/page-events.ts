import { useRouter } from '@tarojs/taro'

/** The page and app events of WeChat that screens listen to, so that only the platform knows where they come from. */
export { useLaunch, usePageNotFound, usePullDownRefresh, useReachBottom } from '@tarojs/taro'

/** What the page was opened with, `?id=…`, decoded; empty where it is missing. */
export function usePageParam(name: string): string {
  const { params } = useRouter()
  const value = params[name]
  if (value === undefined) return ''
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
