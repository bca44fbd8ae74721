import { fieldsOf, required } from './arguments.ts'
import type { StandIn } from './context.ts'
import type { Routes } from './http.ts'
import { WechatRefusal } from './refusal.ts'

/** 41002, 40013, 41004, 40125: who calls, by appid and secret. */
function checkApp({ appId, secret }: StandIn, givenAppId: unknown, givenSecret: unknown): void {
  if (required(givenAppId, 41002, 'appid missing') !== appId) throw new WechatRefusal(40013, 'invalid appid')
  if (required(givenSecret, 41004, 'appsecret missing') !== secret) throw new WechatRefusal(40125, 'invalid appsecret')
}

/** Token, login, phone and session. */
export function identityRoutes(standIn: StandIn): Routes {
  const { appId, host, loginCodes, phoneCodes, tokens, sessions } = standIn
  return {
    'POST /cgi-bin/stable_token'({ body }) {
      const fields = fieldsOf(body)
      if (fields.grant_type !== 'client_credential') throw new WechatRefusal(40002, 'invalid grant_type')
      checkApp(standIn, fields.appid, fields.secret)
      return { json: tokens.issue(fields.force_refresh === true) }
    },

    'GET /sns/jscode2session'({ query }) {
      checkApp(standIn, query.get('appid'), query.get('secret'))
      if (query.get('grant_type') !== 'authorization_code') throw new WechatRefusal(40002, 'invalid grant_type')
      const openid = loginCodes.spend(required(query.get('js_code'), 41008, 'missing code'), appId)
      /** WeChat labels this answer as plain text, and leaves out errcode where all went well. */
      return { raw: JSON.stringify({ session_key: sessions.open(openid), openid }), contentType: 'text/plain' }
    },

    async 'POST /wxa/business/getuserphonenumber'({ query, body }) {
      tokens.check(query.get('access_token'))
      const fields = fieldsOf(body)
      const openid = phoneCodes.spend(required(fields.code, 40029, 'invalid code'), appId)
      if (fields.openid !== undefined && fields.openid !== openid) throw new WechatRefusal(40029, 'invalid code')
      const phone = await host.phoneFor(openid)
      if (phone === null) throw new WechatRefusal(-1, 'system error')
      const watermark = { timestamp: Math.floor(host.now().getTime() / 1000), appid: appId }
      return {
        json: { errcode: 0, errmsg: 'ok', phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark } },
      }
    },

    'GET /wxa/checksession'({ query }) {
      tokens.check(query.get('access_token'))
      if (query.get('sig_method') !== 'hmac_sha256') throw new WechatRefusal(87008, 'invalid sig_method')
      const openid = required(query.get('openid'), 40003, 'invalid openid')
      sessions.check(openid, required(query.get('signature'), 87009, 'invalid signature'))
      return { json: { errcode: 0, errmsg: 'ok' } }
    },
  }
}
