import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ASKERS, ASKER_LABELS, type Asker } from './roles.ts'
import { AUTHORIZATION, expected, type Row } from './table.ts'

const FEATURES: Record<string, string> = {
  area: '区划', auth: '登录', me: '本人', wechat: '微信推送', appointment: '任职', absence: '离岗', upload: '照片', party: '党组织', association: '联合会', chairTerm: '轮值任期', wish: '心愿',
  service: '服务', session: '场次', booking: '预约', waitlist: '候补', place: '地点', complaint: '诉求', offer: '能帮什么', demand: '台账', dispatch: '派单', catalogue: '目录', calendar: '工作日历',
  settings: '设置', inbox: '消息', statistics: '统计', exclusion: '不计入三率', legalHolds: '依法保全', jobs: '任务', live: '实时', approval: '双人确认', history: '历史', machines: '状态机', calendars: '期限',
}
const SIGNS = { yes: '✓', 401: '登录', 403: '✗', 404: '·' } as const

const cell = (row: Row, asker: Asker): string => SIGNS[expected(row, asker, 'inScope')]
const elsewhere = ({ outOfScope }: Row): string =>
  Object.entries(outOfScope).map(([outcome, askers]) => `${SIGNS[outcome as keyof typeof SIGNS]} ${askers.split(' ').map((asker) => ASKER_LABELS[asker as Asker]).join('、')}`).join('；')

function section(feature: string, names: readonly string[]): string {
  const head = ['端点', ...ASKERS.map((asker) => ASKER_LABELS[asker]), '在别处任职的']
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `## ${FEATURES[feature] ?? feature}`, '', line(head), line(head.map(() => '---')),
    ...names.map((name) => line([`\`${name}\``, ...ASKERS.map((asker) => cell(AUTHORIZATION[name]!, asker)), elsewhere(AUTHORIZATION[name]!)])),
  ].join('\n')
}

/** The table as a page that a person can read. */
export function authorizationDocument(): string {
  const features = new Map<string, string[]>()
  for (const name of Object.keys(AUTHORIZATION)) {
    const feature = name.slice(0, name.indexOf('.'))
    features.set(feature, [...(features.get(feature) ?? []), name])
  }
  return `# Who may do what

Made by \`npx tsx tests/authorization/document.ts\` from \`tests/authorization/table.ts\`; \`tests/server/authorization/matrix.test.ts\` asks the server every cell.

- **✓** let in: what follows may still be refused for the thing's state or the content (409, 422). **✗** 403: knows of it, may not. **·** 404: may not even know of it. **登录** 401.
- The thing asked for is of 本人, in a state that is not for everybody: a wish at the desk (for verbs of helping, one on the board or with somebody on it), a complaint at
  its grid's desk, a demand on the ledger of an association, a dispatch to a unit, a booking and a place in a line.
- Each office stands *in scope*: over the grid, community, town, county, unit, place, organization or association of the thing.
- **Elsewhere** (another community, town, unit, place, organization, association, another county's code) an office gives what a resident without a part has; the last
  column names what is otherwise, because it is about the county as a whole or reaches the whole town.
- **An office that is over, or has not begun, is none**: its holder gets exactly what a resident gets, in every row.
- **Another county** is another schema: its sessions are unknown here (401), and nobody can be appointed over an area that is not in this county (\`SCOPE_UNKNOWN\`).
- Lists (\`*.list\`) let everybody in and show each what they may read; \`tests/server/authorization/visible.test.ts\` holds that against the reading policies.

${[...features].map(([feature, names]) => section(feature, names)).join('\n\n')}
`
}

export const AUTHORIZATION_DOCUMENT = fileURLToPath(new URL('../../docs/authorization.md', import.meta.url))
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(AUTHORIZATION_DOCUMENT, authorizationDocument())
