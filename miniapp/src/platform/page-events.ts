/** The page and app events of WeChat that screens listen to, so that only the platform knows where they come from. */
export { useLaunch, usePageNotFound, usePullDownRefresh, useReachBottom } from '@tarojs/taro'
