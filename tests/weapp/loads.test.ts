import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BUILT_IN_CATEGORIES } from '@huying/shared/complaint/categories.ts'
import { RATE_MEASURES } from '@huying/shared/statistics/rates.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildMiniapp, miniappDirectory } from '../../server/dev/miniapp-build.ts'
import { startPhone, type Phone } from './phone.ts'

const BUILD_TIMEOUT_MS = 15 * 60_000
const MEGABYTE = 1_048_576
const directory = miniappDirectory('weapp')

interface AppConfig {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
}

let config: AppConfig
let phone: Phone
const pages = () => [...config.pages, ...config.subPackages.flatMap(({ root, pages: below }) => below.map((page) => `${root}/${page}`))]

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
const bytesOf = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0)

const nothing = { response: null, solution: null, satisfaction: null, answer: null }
const noRates = {
  rates: nothing, ratesWithExcluded: nothing, score: null, flags: [],
  counts: { ...Object.fromEntries(RATE_MEASURES.map((measure) => [measure, 0])), excluded: 0, openOverdue: 0 },
}
const noWishes = { posted: 0, published: 0, claimed: 0, claimedWithinDay: 0, fulfilled: 0, notCounted: 0, medianHours: null, rated: 0, rating: null }
const month = { from: '2026-11', to: '2026-11' }
const ANSWERS: Record<string, object> = {
  '/api/v1/catalogue-categories': { version: 0, inForceAt: null, note: null, by: null, createdAt: null, newest: 0, groups: BUILT_IN_CATEGORIES, abilities: {} },
  '/api/v1/statistics/overview': { ...month, areaCode: '611023', areaName: '商南县', wishes: noWishes, rates: noRates, mine: null },
  '/api/v1/statistics/rates': {
    ...month, items: [], nextCursor: null, weights: { response: 30, solution: 35, satisfaction: 35 }, isProvisional: true, leastTold: 3, total: noRates,
  },
  '/api/v1/me/export': { at: '2026-11-25T00:00:00.000Z', sections: [], package: null },
  '/api/v1/me/close': { closing: null, openWork: [], effects: [] },
}

/** The server of a county where nothing has happened yet. */
function quietServer(method: string, path: string) {
  if (path.startsWith('/api/v1/auth/wechat')) return { status: 201, body: { token: 'a-token', account: { id: 'a', displayName: '王*', gridCode: null } } }
  if (method === 'GET' && path === '/api/v1/me')
    return { status: 200, body: { account: { id: 'a', displayName: '王*', gridCode: null }, appointments: [], gridCode: null, areaName: null, phone: null, isMember: false } }
  const answer = ANSWERS[path.split('?', 1)[0]!]
  if (method === 'GET' && answer) return { status: 200, body: answer }
  if (method === 'GET' && path === '/api/v1/me/offers') return { status: 200, body: { skills: [], times: [], isAway: false, reportIn: [] } }
  if (method === 'GET' && /^\/api\/v1\/[a-z/-]+(\?|$)/.test(path)) return { status: 200, body: { items: [], nextCursor: null, unread: 0 } }
  return { status: 404, body: { error: { code: 'NOT_FOUND', message: '没有找到，可能已经删除，或者您看不到它', requestId: 'r' } } }
}

beforeAll(async () => {
  await buildMiniapp('weapp').done
  config = JSON.parse(readFileSync(join(directory, 'app.json'), 'utf8')) as AppConfig
  phone = startPhone(directory, quietServer)
}, BUILD_TIMEOUT_MS)

describe('in an engine that has only what WeChat has', () => {
  test('the app and every page load and draw, without an error', async () => {
    const silent: string[] = []
    for (const page of pages()) {
      const { words } = await phone.open(page)
      if (!/\p{Script=Han}/u.test(words())) silent.push(page)
    }
    expect(silent).toEqual([])
    expect(phone.errors).toEqual([])
  })

  test('home says what one can ask for, and a tap makes it another layout', async () => {
    const home = await phone.open('pages/home/index')
    await home.sees('反映问题')
    home.tap('换成长辈版')
    await home.sees('有事您说')
    await home.sees('许个心愿')
  })

  test('lists are asked for and their answer is drawn', async () => {
    const board = await phone.open('pages/wishes/index')
    await board.sees('还没有公开的心愿')
    expect(phone.called.has('request')).toBe(true)
  })

  test('what is gone, or not for this person, is said in words', async () => {
    const wish = await phone.open('features/wish/pages/detail/index', { id: '00000000-0000-7000-8000-000000000000' })
    await wish.sees('没有找到这件事')
  })

  test('spoken labels and roles are in the template, which drops what it does not know', () => {
    const template = readFileSync(join(directory, 'base.wxml'), 'utf8')
    for (const attribute of ['aria-role', 'aria-label', 'aria-checked', 'aria-selected', 'aria-hidden']) expect(template).toContain(`${attribute}=`)
  })
})

describe('packages', () => {
  test('the main package is below 1 MB, each other below 2 MB', () => {
    const all = filesOf(directory)
    const roots = config.subPackages.map(({ root }) => join(directory, root))
    const main = all.filter((file) => !roots.some((root) => file.startsWith(`${root}/`)))
    expect(bytesOf(main)).toBeLessThan(MEGABYTE)
    for (const root of roots) expect(bytesOf(filesOf(root)), root).toBeLessThan(2 * MEGABYTE)
  })

  test('no string becomes code; only what looks for the global object of an old engine is left, and never gets that far above', () => {
    const scripts = filesOf(directory).filter((file) => file.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(pages().length)
    const found = scripts.flatMap((file) => readFileSync(file, 'utf8').match(/(?:\bnew Function\(|\bFunction\(["'`]|(?<![.\w])eval\().{0,20}/g) ?? [])
    expect(found.filter((code) => !/Function\("return this"\)/.test(code))).toEqual([])
  })
})
