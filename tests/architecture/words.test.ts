import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { faultAt, nodesOf, readSources, showFault, type Fault, type Source } from './source.ts'

const CODE = ['.ts', '.tsx', '.mjs', '.js', '.sql', '.css', '.scss']
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/
const CHINESE = /\p{Script=Han}/u
const MAX_LINES = 400
/** Spelled apart, so that this file does not find itself. */
const UNDONE_WORDS = [['TO', 'DO'], ['FIX', 'ME'], ['X', 'XX']].map((parts) => parts.join(''))
const UNDONE = new RegExp(`\\b(${UNDONE_WORDS.join('|')})\\b`)
const HELD_BACK = ['only', 'skip', 'todo']

const product = readSources(['server/src', 'shared/src', 'miniapp/src'], CODE)
const all = [...product, ...readSources(['server/dev', 'miniapp/config', 'tests', 'migrations', 'deploy'], CODE)]

/** Every part of the path in kebab-case; a file's name may have several endings, as in `a.test.ts`. Migrations are `0001_name.sql`. */
function isWellNamed(path: string): boolean {
  const parts = path.split('/')
  const [name = '', ...endings] = (parts.pop() ?? '').split('.')
  const words = path.endsWith('.sql') ? name.replace(/^\d{4}_/, '') : name
  return [...parts, ...endings].every((part) => KEBAB.test(part)) && KEBAB.test(words)
}

const lineCount = (text: string) => text.replace(/\n$/, '').split('\n').length

function undone({ path, text }: Source): Fault[] {
  return text.split('\n').flatMap((words, index) => {
    const [found] = UNDONE.exec(words) ?? []
    return found ? [{ path, line: index + 1, message: `says ${found}: do it, or open an issue` }] : []
  })
}

/** Tests left out or run alone: `it.skip`, `describe.only`, `test.each(…).todo`, `xit`. */
function heldBack(source: Source): Fault[] {
  return [...nodesOf(source)].flatMap((node) => {
    if (ts.isPropertyAccessExpression(node) && HELD_BACK.includes(node.name.text) && isTestFunction(node.expression))
      return [faultAt(source, node, `.${node.name.text} leaves tests out`)]
    return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^(x|f)(it|test|describe)$/.test(node.expression.text)
      ? [faultAt(source, node, `${node.expression.text} leaves tests out`)]
      : []
  })
}

function isTestFunction(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return ['it', 'test', 'describe', 'suite', 'bench'].includes(node.text)
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return isTestFunction(node.expression)
  return false
}

/** Every string inside what a labels.ts exports, with the way to it. */
function stringsIn(value: unknown, way: string): [way: string, words: string][] {
  if (typeof value === 'string') return [[way, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => stringsIn(child, `${way}.${key}`))
}

const foreign = (value: unknown, way: string): string[] =>
  stringsIn(value, way).filter(([, words]) => !CHINESE.test(words)).map(([at, words]) => `${at}: ${words}`)

describe('names', () => {
  it('are kebab-case for every file and folder', () => {
    expect(all.map((source) => source.path).filter((path) => !isWellNamed(path))).toEqual([])
  })

  it.each(['shared/src/wish/machine.ts', 'tests/server/wish/claim-wish.test.ts', 'migrations/0001_kernel.sql', 'miniapp/src/app.config.ts'])(
    'accepts %s',
    (path) => expect(isWellNamed(path)).toBe(true),
  )
  it.each(['shared/src/wish/chairTerm.ts', 'miniapp/src/components/Chip/index.tsx', 'server/src/kernel/rate_limit.ts', 'migrations/kernel_one.sql'])(
    'refuses %s',
    (path) => expect(isWellNamed(path)).toBe(false),
  )
})

describe('size', () => {
  it(`is at most ${MAX_LINES} lines a file`, () => {
    const sizes = product.map(({ path, text }) => ({ path, lines: lineCount(text) }))
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.filter(({ lines }) => lines > MAX_LINES).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([])
  })
})

describe('unfinished work', () => {
  it('is nowhere noted in the code', () => {
    expect(all.flatMap(undone).map(showFault)).toEqual([])
  })

  it.each(UNDONE_WORDS)('is found where it is noted as %s', (word) => {
    expect(undone({ path: 'a.ts', text: `const a = 1\n// ${word}: later` }).map((fault) => fault.line)).toEqual([2])
  })

  it('leaves no test out', () => {
    const tests = all.filter(({ path }) => path.startsWith('tests/') && /\.tsx?$/.test(path))
    expect(tests.length).toBeGreaterThan(0)
    expect(tests.flatMap(heldBack).map(showFault)).toEqual([])
  })

  it.each([
    ["it.only('a', work)", 1],
    ["describe.skip('a', work)", 1],
    ["test.concurrent.skip('a', work)", 1],
    ["it.each([1]).only('a', work)", 1],
    ["xit('a', work)", 1],
    ["it('skips what is only read', () => list.skip(2).only)", 0],
  ])('%s holds back %i', (text, count) => {
    expect(heldBack({ path: 'a.test.ts', text })).toHaveLength(count)
  })
})

describe('labels', () => {
  const files = product.filter(({ path }) => path.startsWith('shared/src/') && posix.basename(path) === 'labels.ts')

  it.each(files.map(({ path }) => path))('%s speaks Chinese', async (path) => {
    const exported: unknown = await import(new URL(`../../${path}`, import.meta.url).href)
    expect(stringsIn(exported, path)).not.toEqual([])
    expect(foreign(exported, path)).toEqual([])
  })

  it('finds a label that is not Chinese, however deep', () => {
    expect(foreign({ states: { open: '等人帮', closed: 'closed' }, count: 2 }, 'labels')).toEqual(['labels.states.closed: closed'])
  })
})
