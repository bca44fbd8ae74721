import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const page = readFileSync(at('docs/threat-model.md'), 'utf8')
const shown = [...page.matchAll(/`(tests\/[^`]+\.test\.ts)`(?: «([^»]+)»)?/g)].map(([, path = '', title]) => ({ path, title }))

it('every test the threat model points to is there, under the name it is given', () => {
  expect(shown.length).toBeGreaterThan(30)
  const missing = shown.filter(({ path, title }) => !existsSync(at(path)) || (title !== undefined && !readFileSync(at(path), 'utf8').includes(title)))
  expect(missing).toEqual([])
})

it('every threat has a control and something that shows it', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
  expect(rows.filter((row) => row.split(' | ').length !== 3 || !row.includes('.test.ts`'))).toEqual([])
})
