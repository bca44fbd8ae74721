import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { documentCommand, documentUrl, renderMachines } from './machines-document.ts'

it('docs/machines.md says what the tables say', () => {
  expect(readFileSync(documentUrl, 'utf8'), `run ${documentCommand}`).toBe(renderMachines())
})
