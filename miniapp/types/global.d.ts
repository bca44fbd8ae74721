/// <reference types="@tarojs/taro" />

declare module '*.scss'
declare module '*.css'

/** `weapp` or `h5`; replaced at build time, so that the other target's branch is dropped. */
declare const process: { env: { TARO_ENV: 'weapp' | 'h5'; NODE_ENV: string; TARO_APP_API?: string } }

/** The API's address for WeChat, fixed when the mini-program is built (TARO_APP_API). */
declare const __API_BASE__: string
