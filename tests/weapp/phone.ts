import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { createContext, Script, type Context } from 'node:vm'

type Values = Record<string, unknown>
type Answer = { status: number; body: unknown }
type PageInstance = Values & { route: string; setData(data: Values, done?: () => void): void }

export interface Phone {
  /** Opens a page by its route and resolves once it has drawn something; fails where nothing comes. */
  open(route: string, query?: Record<string, string>): Promise<OpenPage>
  /** The wx APIs that were called so far, by name. */
  called: ReadonlySet<string>
  /** What the program reported through console.error. */
  errors: readonly string[]
}

export interface OpenPage {
  /** All words and spoken labels the page has handed to WeChat so far. */
  words(): string
  /** Taps what has this spoken label, as a finger does. */
  tap(label: string): void
  /** Until these words are on the page; fails after three seconds. */
  sees(words: string): Promise<void>
}

const LONGEST_WAIT_MS = 3_000
const nothing = () => undefined
const said = (word: unknown) => (typeof word === 'string' ? word : JSON.stringify(word))
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until<T>(find: () => T | undefined, what: string): Promise<T> {
  const end = Date.now() + LONGEST_WAIT_MS
  for (;;) {
    const found = find()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`${what} did not come`)
    await sleep(10)
  }
}

/**
 * The WeChat build in a bare JavaScript engine: only what WeChat's own gives (wx, App, Page, Component, timers), no DOM, no
 * fetch, no URL, no AbortController, and strings cannot become code. `answer` is the server.
 */
export function startPhone(directory: string, answer: (method: string, path: string) => Answer): Phone {
  const called = new Set<string>()
  const errors: string[] = []
  const registered = new Map<string, Values>()
  const pages: PageInstance[] = []
  let loading = ''
  let app: Values = {}

  const globals: Values = {
    wx: wechatApi(answer, called),
    App: (config: Values) => void (app = config),
    Page: (config: Values) => void registered.set(loading, config),
    Component: (config: Values) => void registered.set(loading, config),
    Behavior: (config: Values) => config,
    getApp: () => app,
    getCurrentPages: () => pages,
    setTimeout, clearTimeout, setInterval, clearInterval,
    console: { error: (...words: unknown[]) => void errors.push(words.map(said).join(' ')), warn: nothing, log: nothing, info: nothing, debug: nothing },
  }
  const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  const run = moduleLoader(directory, context, (file, load) => {
    const outer = loading
    loading = file.replace(/\.js$/, '')
    load()
    loading = outer
  })

  run('app.js')
  ;(app.onLaunch as ((options: Values) => void) | undefined)?.call(app, { path: '', query: {}, scene: 1001 })
  ;(app.onShow as ((options: Values) => void) | undefined)?.call(app, { path: '', query: {}, scene: 1001 })

  async function open(route: string, query: Record<string, string> = {}): Promise<OpenPage> {
    if (!registered.has(route)) run(`${route}.js`)
    const config = registered.get(route)
    if (!config) throw new Error(`${route} registers no page`)
    const drawn: Values = {}
    const instance: PageInstance = {
      ...config,
      route,
      __route__: route,
      data: { ...(config.data as Values) },
      setData(data, done) {
        for (const [path, value] of Object.entries(data)) put(drawn, path, plain(value))
        setTimeout(() => done?.(), 0)
      },
    }
    pages.push(instance)
    const life = (name: string, ...parameters: unknown[]) => (instance[name] as ((...all: unknown[]) => void) | undefined)?.call(instance, ...parameters)
    life('onLoad', query)
    life('onShow')
    life('onReady')
    await until(() => (Object.keys(drawn).length > 0 ? drawn : undefined), `${route}: a first picture`)
    return {
      words: () => allWords(drawn).join('\n'),
      tap(label) {
        const node = nodesOf(drawn).find((one) => Object.values(one).includes(label))
        if (!node) throw new Error(`nothing on ${route} is called ${label}`)
        const target = { id: node.sid, dataset: { sid: node.sid } }
        life('eh', { type: 'tap', timeStamp: Date.now(), detail: {}, target, currentTarget: target, mark: {}, touches: [], changedTouches: [] })
      },
      sees: async (words) => void (await until(() => (allWords(drawn).join('\n').includes(words) ? true : undefined), `${route}: ${words}`)),
    }
  }
  return { open, called, errors }
}

/** CommonJS as WeChat has it: relative files of the package only, each run once, `around` which the caller stands. */
function moduleLoader(directory: string, context: Context, around: (file: string, load: () => void) => void): (file: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>()
  return function run(file: string): unknown {
    const known = loaded.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(file, module)
    const code = readFileSync(join(directory, file), 'utf8')
    const body = new Script(`(function (require, module, exports) {${code}\n})`, { filename: file }).runInContext(context) as (...all: unknown[]) => void
    around(file, () => body((target: string) => run(withEnding(relative('.', join(dirname(file), target)))), module, module.exports))
    return module.exports
  }
}

const withEnding = (file: string) => (file.endsWith('.js') ? file : `${file}.js`)

/** `root.cn.[0].cl` as setData paths are written. */
function put(tree: Values, path: string, value: unknown): void {
  const steps = path.replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean)
  const last = steps.pop()!
  let at = tree
  for (const step of steps) at = (at[step] ??= {}) as Values
  at[last] = value
}

/** Across the engine's border, as WeChat copies it: data only. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

function nodesOf(value: unknown): Values[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(nodesOf)
  return 'sid' in value ? [value as Values, ...below] : below
}

function allWords(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(allWords) : []
}

/** Every API exists and takes its callbacks; what the program reads at once has an answer. */
function wechatApi(answer: (method: string, path: string) => Answer, called: Set<string>): object {
  const storage = new Map<string, unknown>()
  const succeed = (options: Values | undefined, result: Values = {}) => {
    const told = { errMsg: 'ok', ...result }
    setTimeout(() => {
      ;(options?.success as ((result: Values) => void) | undefined)?.(told)
      ;(options?.complete as ((result: Values) => void) | undefined)?.(told)
    }, 0)
  }
  const window = { pixelRatio: 2, windowWidth: 375, windowHeight: 812, screenWidth: 375, screenHeight: 812, statusBarHeight: 44, platform: 'ios', SDKVersion: '3.5.0', brand: 'x', model: 'x', system: 'iOS 17' }
  const known: Record<string, (...all: any[]) => unknown> = {
    getSystemInfoSync: () => window,
    getWindowInfo: () => window,
    getDeviceInfo: () => window,
    getAppBaseInfo: () => ({ SDKVersion: '3.5.0', language: 'zh_CN', fontSizeScaleFactor: 1 }),
    getMenuButtonBoundingClientRect: () => ({ top: 48, bottom: 80, left: 281, right: 365, width: 84, height: 32 }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getNetworkType: (options) => succeed(options, { networkType: 'wifi' }),
    login: (options) => succeed(options, { code: 'a-code' }),
    request: (options) => {
      const path = String(options.url).replace(/^https?:\/\/[^/]+/, '')
      const { status, body } = answer(options.method ?? 'GET', path)
      succeed(options, { statusCode: status, data: body, header: {} })
      return { abort: () => undefined }
    },
    canIUse: () => true,
    nextTick: (work: () => void) => setTimeout(work, 0),
  }
  const other = Object.fromEntries(OTHER_APIS.map((name) => [name, (options?: Values) => void (typeof options === 'object' && succeed(options))]))
  const all = Object.entries({ ...other, ...known }).map(([name, api]) => [
    name,
    (...parameters: unknown[]) => {
      called.add(name)
      return api(...(parameters as [Values]))
    },
  ])
  return { ...Object.fromEntries(all), env: { USER_DATA_PATH: 'wxfile://usr' } }
}

/** What the program calls beside them; each answers success with nothing. */
const OTHER_APIS = [
  'checkSession', 'chooseImage', 'chooseLocation', 'chooseMedia', 'connectSocket', 'getLocation', 'getSystemSetting', 'getSetting', 'hideTabBar', 'makePhoneCall',
  'navigateBack', 'navigateTo', 'offNetworkStatusChange', 'onAppHide', 'onAppShow', 'onNeedPrivacyAuthorization', 'onNetworkStatusChange', 'openPrivacyContract',
  'pageScrollTo', 'previewImage', 'redirectTo', 'reLaunch', 'requestSubscribeMessage', 'scanCode', 'showToast', 'stopPullDownRefresh', 'switchTab', 'uploadFile',
  'createSelectorQuery', 'onError', 'onUnhandledRejection', 'setNavigationBarTitle',
]
