import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'

/** What WeChat itself calls; signatures take the place of tokens. */
export const pushContract = {
  verify: endpoint({
    name: 'wechat.verify', method: 'GET', path: '/wechat/push', summary: '微信核对推送地址', who: 'guest', raw: 'text/plain',
    query: z.looseObject({}), answer: rawAnswer,
  }),
  receive: endpoint({
    name: 'wechat.push', method: 'POST', path: '/wechat/push', summary: '微信推送消息（加密模式）', who: 'guest', raw: 'text/plain',
    query: z.looseObject({}), body: z.looseObject({}), answer: rawAnswer,
  }),
}
