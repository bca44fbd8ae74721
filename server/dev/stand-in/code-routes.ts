import { checkPage, fieldsOf } from './arguments.ts'
import { drawCode } from './code-image.ts'
import type { StandIn } from './context.ts'
import type { Routes } from './http.ts'
import { WechatRefusal } from './refusal.ts'

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const VERSIONS = new Set(['release', 'trial', 'develop'])
const [MIN_WIDTH, WIDTH, MAX_WIDTH] = [280, 430, 1280]

/** Mini-program codes: bytes where all is well, JSON where not. */
export function codeRoutes(standIn: StandIn): Routes {
  return {
    'POST /wxa/getwxacodeunlimit'({ query, body }) {
      standIn.tokens.check(query.get('access_token'))
      const { scene, page = '', check_path: isPathChecked = true, env_version: version = 'release', width = WIDTH } = fieldsOf(body)
      if (typeof scene !== 'string' || !SCENE.test(scene)) throw new WechatRefusal(40169, 'invalid length for scene, or the data is not json string')
      if (typeof page !== 'string') throw new WechatRefusal(41030, 'invalid page')
      if (page !== '' && (isPathChecked || page.startsWith('/'))) checkPage(standIn, page)
      if (!VERSIONS.has(version as string)) throw new WechatRefusal(40097, 'invalid args: env_version')
      const pixels = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round(Number(width)) || WIDTH))
      return { raw: drawCode(scene, page, pixels), contentType: 'image/png' }
    },
  }
}
