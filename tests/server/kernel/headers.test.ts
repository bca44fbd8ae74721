import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type RunningApp } from '../../support/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test.each([['/api/v1/machines', 200], ['/api/v1/nowhere', 404], ['/openapi.json', 200]])('%s answers with what protects a browser, the first time and every other', async (path, status) => {
  for (let time = 0; time < 2; time++) {
    const answer = await app.request('GET', path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
    })
  }
})
