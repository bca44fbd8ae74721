import { expect, test } from 'vitest'
import { docsPage } from '../../../server/src/kernel/docs-page.ts'
import { openApiOf } from '../../../server/src/kernel/openapi.ts'
import { complaintContract } from '@huying/shared/complaint/contract.ts'
import { wishContract } from '@huying/shared/wish/contract.ts'

const page = docsPage(openApiOf([...Object.values(wishContract), ...Object.values(complaintContract)], '1.0.0'))

test('the page names every endpoint with its path, its sentence, and what goes in and out', () => {
  for (const { name, path, summary } of [...Object.values(wishContract), ...Object.values(complaintContract)]) {
    expect(page, name).toContain(`id="${name}"`)
    expect(page).toContain(`/api/v1${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(page).toContain(summary)
  }
  expect(page).toContain('<td><code>publicationConsent</code></td><td>必填</td><td>boolean</td>')
  expect(page).toContain('<td><code>items[].id</code></td>')
  expect(page).toContain('&quot;')
})

test('it needs nothing from elsewhere and runs no script', () => {
  expect(page).not.toMatch(/<script|src=|@import|https?:\/\//)
})

test('what a contract says cannot break out of the page', () => {
  const [endpoint] = Object.values(wishContract)
  const sharp = docsPage(openApiOf([{ ...endpoint!, summary: '<img onerror="x">&' }], '1.0.0'))
  expect(sharp).toContain('&lt;img onerror=&quot;x&quot;&gt;&amp;')
  expect(sharp).not.toContain('<img')
})
