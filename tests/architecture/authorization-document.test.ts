import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { AUTHORIZATION_DOCUMENT, authorizationDocument } from '../authorization/document.ts'

it('docs/authorization.md says what the table says: npx tsx tests/authorization/document.ts', () => {
  expect(readFileSync(AUTHORIZATION_DOCUMENT, 'utf8')).toBe(authorizationDocument())
})
