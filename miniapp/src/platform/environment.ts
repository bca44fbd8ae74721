/** Which target this build is for; each branch is dropped from the other target's bundle. */
export const isWeapp = process.env.TARO_ENV === 'weapp'

/** Where the API answers: beside the page itself in a browser, at a fixed origin in WeChat. Without trailing slash. */
export const API_BASE = process.env.TARO_ENV === 'weapp' ? __API_BASE__ : '/api/v1'
