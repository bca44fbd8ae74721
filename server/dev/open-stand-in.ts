import type { Env } from '../src/env.ts'
import type { OpenServer } from '../src/open-server.ts'
import { createPersonas } from './county/personas.ts'
import { Problem } from './problem.ts'
import { standInHost } from './stand-in-host.ts'
import { startStandIn, type RunningStandIn } from './stand-in/start.ts'

/**
 * WeChat's stand-in for a running server whose county is the demo.
 * @throws Problem if the port is taken
 */
export function openStandIn({ port: serverPort, wechat }: Pick<Env, 'port' | 'wechat'>, port: number, { kernel, worker }: Pick<OpenServer, 'kernel' | 'worker'>): Promise<RunningStandIn> {
  return startStandIn({
    port,
    appId: wechat.appid,
    secret: wechat.secret,
    host: standInHost({ kernel, worker }, createPersonas(kernel)),
    pushUrl: `http://127.0.0.1:${serverPort}/api/v1/wechat/push`,
    pushToken: wechat.pushToken,
    encodingAesKey: wechat.pushAesKey,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Problem(`微信替身的端口 ${port} 已经被占用。The stand-in's port ${port} is taken.`, `请换一个端口：STAND_IN_PORT=${port + 10} npm start。Choose another STAND_IN_PORT.`)
  })
}
