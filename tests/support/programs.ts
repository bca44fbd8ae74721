import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const chromiumPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Path of a Chrome or Chromium: CHROMIUM_PATH, then PATH, then the usual places; undefined where there is none. */
export function findChromium(source: NodeJS.ProcessEnv = process.env): string | undefined {
  if (source.CHROMIUM_PATH) return isExecutable(source.CHROMIUM_PATH) ? source.CHROMIUM_PATH : undefined
  return chromiumNames.flatMap((name) => onPath(name, source)).concat(chromiumPlaces).find(isExecutable)
}

export function findRedisServer(source: NodeJS.ProcessEnv = process.env): string | undefined {
  return onPath('redis-server', source).find(isExecutable)
}

function onPath(name: string, { PATH = '' }: NodeJS.ProcessEnv): string[] {
  return PATH.split(delimiter).map((directory) => join(directory, name))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What the tests need beside npm packages and do not find here, each with how to install it. */
export function findMissingPrograms(): string[] {
  return [
    ...(findChromium() ? [] : ['没有找到 Chromium 或 Chrome。No Chromium: apt-get install chromium fonts-noto-cjk, or set CHROMIUM_PATH.']),
    ...(findRedisServer() ? [] : ['没有找到 redis-server。No Redis: apt-get install redis-server (macOS: brew install redis).']),
  ]
}
