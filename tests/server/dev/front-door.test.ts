import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type FrontDoor } from '../../../server/dev/front-door.ts'
import { createProgress } from '../../../server/dev/progress.ts'

let port: number
let door: FrontDoor
let finishStep: () => void
const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)
const answering = (text: string): RequestListener => (request, response) => void response.end(`${text} ${request.url}`)

beforeEach(async () => {
  port = await freePort()
  const progress = createProgress(() => undefined)
  void progress.step('数据库', async (say) => {
    say('<b>42%</b>')
    await new Promise<void>((resolve) => (finishStep = resolve))
  })
  door = await openFrontDoor(port, progress)
})

afterEach(async () => {
  finishStep()
  await door.close()
})

describe('while nothing is there yet', () => {
  it('the process is alive but not ready, and says what it is doing', async () => {
    expect((await get('/healthz')).status).toBe(200)
    const readiness = await get('/readyz')
    expect(readiness.status).toBe(503)
    expect(await readiness.json()).toMatchObject({ status: 'starting', step: { name: '数据库' } })
  })

  it('the API answers 503 in its own words, to be tried again', async () => {
    const answer = await get('/api/v1/me')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
    expect(await answer.json()).toMatchObject({ error: { code: 'UNAVAILABLE' } })
  })

  it('the page shows the step, escaped, and looks again by itself', async () => {
    const page = await (await get('/')).text()
    expect(page).toContain('数据库')
    expect(page).toContain('&lt;b&gt;42%')
    expect(page).toContain('http-equiv="refresh"')
  })

  it('the stand-in is not found', async () => {
    expect((await get('/stand-in/personas')).status).toBe(404)
  })
})

describe('as the parts arrive', () => {
  it('each answers its own paths', async () => {
    door.rooms.api = answering('api')
    door.rooms.isReady = async () => true
    expect(await (await get('/api/v1/me')).text()).toBe('api /api/v1/me')
    expect(await (await get('/openapi.json')).text()).toBe('api /openapi.json')
    expect((await get('/readyz')).status).toBe(200)
    expect((await get('/')).status).toBe(503)
    door.rooms.h5 = answering('page')
    expect(await (await get('/js/app.js')).text()).toBe('page /js/app.js')
    expect(await (await get('/')).text()).toBe('page /')
  })

  it('it is not ready while the database does not answer', async () => {
    door.rooms.isReady = async () => false
    expect((await get('/readyz')).status).toBe(503)
  })

  it('a failed browser build is shown in place of the page', async () => {
    door.rooms.h5Fault = 'Module not found: <x>'
    const answer = await get('/')
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain('Module not found: &lt;x&gt;')
  })

  it('hooks of the stand-in are reached on the same origin, with method, body and status', async () => {
    const standIn = createServer((request, response) => {
      response.writeHead(201)
      request.pipe(response)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => standIn.once('listening', resolve))
    door.rooms.standIn = `http://127.0.0.1:${(standIn.address() as AddressInfo).port}`
    const answer = await get('/stand-in/codes', { method: 'POST', body: 'resident' })
    expect([answer.status, await answer.text()]).toEqual([201, 'resident'])
    standIn.closeAllConnections()
    standIn.close()
  })
})

it('says what to do when the port is taken', async () => {
  await expect(openFrontDoor(port, createProgress(() => undefined))).rejects.toThrow(new RegExp(`端口 ${port} 已经被别的程序占用[\\s\\S]*PORT=`))
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port: free } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return free
}
