import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type RunningApp } from '../../support/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const EVERYWHERE = {
  'referrer-policy': 'no-referrer',
  'strict-transport-security': expect.stringContaining('max-age='),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
}
const DATA = { ...EVERYWHERE, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'cache-control': 'no-store' }
const PAGE = { ...EVERYWHERE, 'content-security-policy': expect.stringContaining("default-src 'self'"), 'cross-origin-opener-policy': 'same-origin' }

test.each([
  ['/api/v1/machines', 200, DATA], ['/api/v1/nowhere', 404, DATA], ['/api/v1/me', 401, DATA], ['/openapi.json', 200, PAGE], ['/docs', 200, PAGE],
])('%s answers with what protects its reader, the first time and every other', async (path, status, fields) => {
  for (let time = 0; time < 2; time++) {
    const answer = await fetch(app.url + path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject(fields)
  }
})
