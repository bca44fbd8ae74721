import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Locked {
  version?: string
  integrity?: string
  license?: string
  link?: boolean
  hasInstallScript?: boolean
}

const read = (path: string): any => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
const locked = Object.entries(read('package-lock.json').packages as Record<string, Locked>).filter(([path, { link }]) => path.includes('node_modules/') && !link)
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** May be used and passed on by a county without asking anybody; those with a say about their own files or library are used as they come. */
const FREE: ReadonlySet<string> = new Set([
  'MIT', 'MIT-0', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'Unlicense', 'Python-2.0', 'WTFPL', 'MPL-2.0', 'LGPL-3.0-or-later',
])
/** Not said in the lock file: read in the packages themselves. */
const READ_THERE: Readonly<Record<string, string>> = {
  busboy: 'MIT', streamsearch: 'MIT', 'string.fromcodepoint': 'MIT', 'codesandbox-import-utils': 'LGPL-3.0-or-later', 'codesandbox-import-util-types': 'LGPL-3.0-or-later',
}

/** Of `A OR B` one is enough, of `A AND B` all are needed. */
const isFree = (licence: string): boolean => licence.replaceAll(/[()]/g, '').split(' OR ').some((choice) => choice.split(' AND ').every((one) => FREE.has(one)))

describe('what comes from others', () => {
  it('is the very thing that was looked at: every package has its hash in the lock file', () => {
    expect(locked.length).toBeGreaterThan(500)
    expect(locked.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([])
  })

  it('runs nothing while it is installed but what package.json says yes or no to', () => {
    const said = Object.keys(read('package.json').allowScripts as Record<string, boolean>)
    expect([...new Set(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)))].filter((name) => !said.includes(name))).toEqual([])
  })

  it('may be used: every licence is one that asks nothing of a county', () => {
    const others = locked.filter(([path, { license }]) => !isFree(license ?? READ_THERE[nameOf(path)] ?? 'unknown'))
    expect(others.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([])
  })
})
