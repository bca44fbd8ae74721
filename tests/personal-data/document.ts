import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { RETENTIONS } from '../../server/src/modules/privacy/retention.ts'
import { PERSONAL } from './inventory.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The inventory as a page. */
export function personalDataDocument(): string {
  const tables = Object.entries(PERSONAL).map(([table, columns]) => [
    `## ${table}`, '', '| column | what | why | how long | who sees it | at rest |', '|---|---|---|---|---|---|',
    ...Object.entries(columns).map(([column, { what, why, kept, seen, atRest }]) => `| \`${column}\` | ${[what, why, kept, seen, atRest].map(cell).join(' | ')} |`),
  ].join('\n'))
  return `# Personal data

Made by \`npx tsx tests/personal-data/document.ts\` from \`tests/personal-data/inventory.ts\`. A test holds it against the migrated schema: every column of every table is
either here or among the plain ones, and what is called sealed is what \`keys:rotate\` seals.

- **closing**: until the account is closed (seven days after it is asked for, at once where WeChat reports that the person left) and no legal hold is in force.
  \`server/src/modules/privacy/duties.ts\` lists what each module then ends and destroys; \`tests/server/privacy/close-account.test.ts\` looks at what is left.
- **sealed**: AES-256-GCM or SM4, cell by cell ([decision 0004](decisions/0004-personal-data.md)). **keyed index**: equal values look equal, under a key. **commitment**: a hash that
  tells nothing by itself. **pseudonym**: an id; who it is says only the accounts table. **masked**: 王*, 138******62.
- **A legal hold** (\`POST legal-holds\`: street or county, a law or order, 365 days at most) keeps everything of the person of a case while the account is closed all the same.
- **Deleted by themselves**: ${RETENTIONS.map(({ table, days }) => `\`${table}\` after ${days} days`).join(', ')}; kept requests after 7 days; photos nobody used after a day; export packages after 7 days.
- **Replacing a key** without stopping: roll out \`PII_KEYS=old,new\`, then \`PII_KEYS=new,old\`, run \`keys:rotate\` until it changes nothing, then \`PII_KEYS=new\`. Persons known to a
  booking desk by their number alone are other persons under another key: their bar and quota begin anew.
- **Oneself**: \`GET me/export\` shows all of it in plain words, \`POST me/export\` packs it with the photos; name, home, number, family and consents are corrected where they are shown.

${tables.join('\n\n')}
`
}

export const PERSONAL_DATA_DOCUMENT = fileURLToPath(new URL('../../docs/personal-data.md', import.meta.url))
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PERSONAL_DATA_DOCUMENT, personalDataDocument())
