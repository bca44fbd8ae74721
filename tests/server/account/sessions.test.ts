import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tokenHash } from '../../../server/src/kernel/endpoint.ts'
import { createLiveRights, sessionName } from '../../../server/src/kernel/live-rights.ts'
import { loadActor } from '../../../server/src/modules/load-actor.ts'
import { COMMUNITY, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

const MINUTE = 60_000
let county: WhistleCounty
let realNow: () => number
/** Real time as the server reads it, in minutes from now. */
let minutes = 0
beforeAll(async () => {
  county = await startWhistleCounty()
  realNow = county.app.kernel.wallClock
})
beforeEach(() => {
  minutes = 0
  const start = realNow()
  county.app.kernel.wallClock = () => start + minutes * MINUTE
})
afterEach(() => {
  county.app.kernel.wallClock = realNow
})
afterAll(() => county.close())

let serial = 0
async function signedIn(role?: string): Promise<Person> {
  const openid = `openid-session-${serial++}`
  const first = await county.app.logIn(openid)
  const { id } = (await county.app.request('GET', '/api/v1/me', { token: first })).body.account
  if (role) await county.appoint(role, COMMUNITY, { person: { id, token: first } })
  return { id, token: await county.app.logIn(openid) }
}
const isIn = async (person: Person, atMinute: number): Promise<boolean> => {
  minutes = atMinute
  return (await county.get(person, '/me')).status === 200
}
const session = async ({ token }: Person) =>
  (await county.app.kernel.db.sql`select is_staff, last_seen_at, expires_at, xmin::text as written from sessions where token_hash = ${tokenHash(token)}`)[0]!

describe('a session in office', () => {
  test('lasts as long as it is used, and ends after thirty idle minutes', async () => {
    const worker = await signedIn('communityWorker')
    for (const at of [20, 40, 60, 89]) expect(await isIn(worker, at)).toBe(true)
    expect(await isIn(worker, 120)).toBe(false)
  })

  test('is written at most once a minute, and once by many requests at a time', async () => {
    const worker = await signedIn('communityWorker')
    const { written } = await session(worker)
    await isIn(worker, 0.9)
    expect((await session(worker)).written).toBe(written)
    minutes = 2
    await Promise.all(Array.from({ length: 10 }, () => county.get(worker, '/me')))
    const after = await session(worker)
    expect(after.written).not.toBe(written)
    await isIn(worker, 2.5)
    expect((await session(worker)).written).toBe(after.written)
    expect(after.expires_at.getTime() - after.last_seen_at.getTime()).toBe(30 * MINUTE)
  })

  test('does not care for the clock of the county', async () => {
    const worker = await signedIn('communityWorker')
    await county.app.advance(3 * 3_600_000)
    expect(await isIn(worker, 1)).toBe(true)
  })

  test('begins for whoever comes into office while signed in', async () => {
    const person = await signedIn()
    expect((await session(person)).is_staff).toBe(false)
    await county.appoint('communityWorker', COMMUNITY, { person })
    expect(await isIn(person, 2)).toBe(true)
    expect((await session(person)).is_staff).toBe(true)
    expect(await isIn(person, 40)).toBe(false)
  })

  test('is not brought back once it is over, revoked or idle', async () => {
    const [idle, revoked] = [await signedIn('communityWorker'), await signedIn('communityWorker')]
    await county.post(revoked, '/auth/logout')
    expect([await isIn(idle, 31), await isIn(idle, 0), await isIn(revoked, 0)]).toEqual([false, true, false])
  })
})

test('the live hub is told which sessions are over', async () => {
  const { kernel } = county.app
  const rights = createLiveRights(kernel, [], loadActor)
  const [idle, used, out] = [await signedIn('communityWorker'), await signedIn('communityWorker'), await signedIn()]
  await county.post(out, '/auth/logout')
  await isIn(used, 20)
  minutes = 40
  const names = [idle, used, out].map(({ token }) => sessionName(tokenHash(token)))
  expect(await rights.endedSessions(names)).toEqual([names[0], names[2]])
  expect(await rights.endedSessions([])).toEqual([])
})

test("a resident's session is not written by reading, and lasts", async () => {
  const resident = await signedIn()
  const { written } = await session(resident)
  expect(await isIn(resident, 60 * 24 * 80)).toBe(true)
  expect((await session(resident)).written).toBe(written)
  expect(await isIn(resident, 60 * 24 * 91)).toBe(false)
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
