import type { Env } from './env.ts'
import { createCipher } from './kernel/cipher.ts'
import { openDatabase } from './kernel/db.ts'
import { checkHistory, dayIn, type HistoryReport } from './kernel/history-check.ts'
import { historyTables } from './modules/history-tables.ts'

const HEX_ROOT = /^[0-9a-f]{64}$/i
const MOST_SHOWN = 20

/**
 * `history:check [day=root …]`: prints what was found; answers the exit code, 1 where anything is not as it was written,
 * 2 where the arguments are wrong.
 */
export async function historyCommand(url: string, env: Pick<Env, 'schema' | 'piiKeys'>, args: readonly string[], print: (line: string) => void): Promise<number> {
  const published = publishedIn(args)
  if (!published) {
    print('用法：npm run history:check -- [2026-11-24=公布过的根（64 位十六进制） …]')
    return 2
  }
  const started = performance.now()
  const db = openDatabase(url, { schema: env.schema, max: 1, name: 'huying history:check' })
  try {
    const report = await checkHistory(db, { tables: historyTables, cipher: createCipher(env.piiKeys), published })
    for (const line of linesOf(report, (performance.now() - started) / 1000, Object.keys(published))) print(line)
    return report.faults.length > 0 ? 1 : 0
  } finally {
    await db.close()
  }
}

function publishedIn(args: readonly string[]): Record<string, string> | undefined {
  const pairs = args.map((arg) => arg.split('=', 2) as [string, string | undefined])
  const isSound = pairs.every(([day, root]) => dayIn(day) !== undefined && HEX_ROOT.test(root ?? ''))
  return isSound ? (Object.fromEntries(pairs) as Record<string, string>) : undefined
}

function linesOf({ entries, chains, words, faults, lastRoot }: HistoryReport, seconds: number, publishedDays: readonly string[]): string[] {
  const [first] = faults
  return [
    `历史校验：${chains} 条链，${entries} 条记录，${words} 处原文，用了 ${seconds.toFixed(1)} 秒。`,
    lastRoot ? `最近一天的根：${lastRoot.day}=${lastRoot.root.toString('hex')}` : '还没有每日的根：要等第一天过完。',
    ...(first ? [`第一处不对：${first.where} ${first.note}（${first.kind}）`] : ['每一条都和写下时一样。']),
    ...faults.slice(1, MOST_SHOWN).map(({ where, note, kind }) => `  还有：${where} ${note}（${kind}）`),
    ...(faults.length > MOST_SHOWN ? [`  还有 ${faults.length - MOST_SHOWN} 处没有列出`] : []),
    publishedDays.length > 0
      ? `已对照公布的根：${publishedDays.join('、')}。`
      : '注意：能改整个数据库的人可以把链和根一起重写，只有对照公布出去的根才查得出来。Only a published root catches whoever owns the database.',
  ]
}
