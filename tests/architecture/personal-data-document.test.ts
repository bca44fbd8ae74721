import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PERSONAL_DATA_DOCUMENT, personalDataDocument } from '../personal-data/document.ts'

it('docs/personal-data.md says what the inventory says: npx tsx tests/personal-data/document.ts', () => {
  expect(readFileSync(PERSONAL_DATA_DOCUMENT, 'utf8')).toBe(personalDataDocument())
})
