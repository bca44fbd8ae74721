import { describe, expect, it } from 'vitest'
import { importRules } from './import-rules.ts'
import { readSources, showFault } from './source.ts'
import { usageRules } from './usage-rules.ts'

const sources = readSources(['shared/src', 'server/src', 'miniapp/src'], ['.ts', '.tsx'])

it('finds the code it judges', () => {
  for (const folder of ['shared/src/kernel/', 'server/src/kernel/', 'server/src/modules/', 'miniapp/src/platform/'])
    expect(sources.filter((source) => source.path.startsWith(folder)).length, folder).toBeGreaterThan(0)
})

describe.each([...importRules, ...usageRules].map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  it('holds everywhere', () => {
    const judged = sources.filter((source) => rule.folders.some((folder) => source.path.startsWith(`${folder}/`)))
    expect(judged.flatMap((source) => rule.faults(source)).map(showFault)).toEqual([])
  })

  it.each(rule.broken)('finds the fault in %s: %j', (path, text) => {
    expect(rule.faults({ path, text }).map((fault) => fault.path)).toEqual([path])
  })

  it.each(rule.kept)('finds none in %s: %j', (path, text) => {
    expect(rule.faults({ path, text }).map(showFault)).toEqual([])
  })
})
