import { mkdir } from 'node:fs/promises'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { findChromium } from '../support/programs.ts'

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]
const PICTURES = 'tests/.output/screens'
/** The phone the screens are drawn for, in CSS pixels. */
const PHONE = { width: 375, height: 812 }
export const SMALLEST_ELDER_PX = 18
const SETTLED_WITHIN_MS = 30_000
const DRAFT_SAVED_WITHIN_MS = 500

export interface Visitor {
  page: Page
  /** Script errors of this person's pages so far. */
  faults: string[]
  /** Opens a page by its route, as a message would. */
  open(route: string): Promise<void>
  tab(name: string): Promise<void>
  /** Presses what has this spoken name; of several, the one on top. */
  press(name: string | RegExp): Promise<void>
  /** Writes into the field below this label. */
  write(label: string, words: string): Promise<void>
  /** Answers the next question for a file with a photo. */
  addPhoto(color: string): Promise<void>
  sees(words: string | RegExp): Promise<void>
  /** Keeps a picture of the screen as it is. */
  picture(name: string): Promise<void>
  /** Keeps a picture of the same page in elder mode, and answers its smallest letters in px. */
  elderPicture(name: string): Promise<number>
  /** The smallest letters now on the screen, in px. */
  smallestLetters(): Promise<number>
  close(): Promise<void>
}

export interface Screens {
  visitor(): Promise<Visitor>
  close(): Promise<void>
}

const modeSetting = (choice: 'normal' | 'elder') => JSON.stringify({ data: JSON.stringify({ state: { choice }, version: 0 }) })

/** A Chromium in which several people use the screens of `origin`, each on a phone of their own. */
export async function openScreens(origin: string): Promise<Screens> {
  await mkdir(PICTURES, { recursive: true })
  const browser: Browser = await chromium.launch({ executablePath: findChromium()!, args: ARGUMENTS })
  return { visitor: () => newVisitor(browser, origin), close: () => browser.close() }
}

async function newVisitor(browser: Browser, origin: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  const asked = new Set<Request>()
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
  await page.goto(origin)
  await page.getByRole('tab', { name: /^首页/ }).waitFor()

  const shown = (name: string | RegExp) => {
    const named = (['button', 'radio', 'switch', 'tab'] as const).map((role) => page.getByRole(role, { name, exact: typeof name === 'string' }))
    return named.reduce((all, one) => all.or(one)).filter({ visible: true }).last()
  }
  /** Until all that was asked for is answered and drawn, and nothing moves any more. */
  const settle = () => expect.poll(async () => (await page.evaluate(IS_STILL)) === true && asked.size === 0, { timeout: SETTLED_WITHIN_MS, interval: 30 }).toBe(true)
  const choose = (mode: 'normal' | 'elder') => page.evaluate(`localStorage.setItem('huying:display-mode', ${JSON.stringify(modeSetting(mode))})`)
  const smallestLetters = () => page.evaluate<number>(SMALLEST_LETTERS)
  const shoot = (name: string) => page.screenshot({ path: `${PICTURES}/${name}.png` })

  return {
    page,
    faults,
    async open(route) {
      await page.goto(`${origin}/#/${route}`)
      await settle()
    },
    async tab(name) {
      await page.getByRole('tab', { name: new RegExp(`^${name}`) }).filter({ visible: true }).last().click()
      await settle()
    },
    press: (name) => shown(name).click(),
    async write(label, words) {
      const field = page.locator('.field').filter({ visible: true, hasText: label }).locator('textarea, input').first()
      await field.fill(words)
      await field.blur()
    },
    async addPhoto(color) {
      const chooser = page.waitForEvent('filechooser')
      await shown(/^加照片/).click()
      const buffer = await sharp({ create: { width: 800, height: 600, channels: 3, background: color } }).jpeg().toBuffer()
      await (await chooser).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
      await page.locator('.photo:not(.photo-add)').filter({ visible: true }).first().waitFor()
      await page.locator('.photo-cover').first().waitFor({ state: 'detached' })
    },
    sees: (words) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    async picture(name) {
      await settle()
      await shoot(name)
    },
    async elderPicture(name) {
      // What is written is on the phone within half a second; before that a reload would lose it.
      await page.waitForTimeout(DRAFT_SAVED_WITHIN_MS)
      await choose('elder')
      await page.reload()
      await settle()
      await shoot(`${name}-elder`)
      const smallest = await smallestLetters()
      await choose('normal')
      await page.reload()
      await settle()
      return smallest
    },
    smallestLetters,
    close: () => context.close(),
  }
}

/** The page of the address is the one shown, what it waits for is there, and no sheet is on its way. */
const IS_STILL = `(() => {
  const isShown = (element) => element.getClientRects().length > 0
  const page = [...document.querySelectorAll('.taro_page')].filter(isShown).at(-1)
  return page !== undefined && page.id.startsWith(location.hash.slice(1).split('?')[0]) && page.querySelector('.page-content') !== null &&
    ![...page.querySelectorAll('.skeleton')].some(isShown) && document.getAnimations().every(({ playState }) => playState !== 'running')
})()`

/** Of all words on the page that are drawn, and of what is written into its fields, the smallest size. */
const SMALLEST_LETTERS = `Math.min(...[...document.querySelectorAll('.taro_page *')].filter((element) =>
  (element.matches('input, textarea') || [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) &&
  element.getClientRects().length > 0)
  .map((element) => parseFloat(getComputedStyle(element).fontSize)))`

const sessionOf = (token: string, accountId: string, appointmentId: string | null) =>
  JSON.stringify({ data: JSON.stringify({ state: { token, accountId, hasSignedOut: false, appointmentId }, version: 0 }) })

/** Signs in with a session that is there already, under one appointment or as oneself, at this moment of the county's time. */
export async function enterAs({ page }: Visitor, { token, id, appointmentId = null }: { token: string; id: string; appointmentId?: string | null }, now: Date): Promise<void> {
  await page.clock.setFixedTime(now)
  await page.evaluate(`localStorage.setItem('huying:session', ${JSON.stringify(sessionOf(token, id, appointmentId))})`)
  await page.reload()
  await page.getByRole('tab', { name: /^首页/ }).waitFor()
}

/** Signs in on the login page as this persona of the demo county. */
export async function signInAs(visitor: Visitor, { name, roleLabel }: { name: string; roleLabel: string }): Promise<void> {
  await visitor.open('features/account/pages/login/index')
  await visitor.write('找一位', `${roleLabel} ${name}`)
  await visitor.press(new RegExp(`^${roleLabel} ${name}`))
  await visitor.page.locator('.personas').waitFor({ state: 'hidden' })
}

/** 用哪个身份办事: by its name, on 我的. */
export async function actAs(visitor: Visitor, role: string): Promise<void> {
  await visitor.tab('我的')
  await visitor.press(new RegExp(`^${role}，.*切换$`))
  await visitor.sees('在用')
}
