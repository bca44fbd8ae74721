import type { Env } from './env.ts'
import { openDatabase, type Database } from './kernel/db.ts'
import { compareCases, compareFigures, entriesOf, rebuildFigures, recountCases } from './modules/statistics/public.ts'

const MOST_SHOWN = 20
const REPAIR = 'repair'

/**
 * `figures:check [repair]`: counts all wishes and all cases of the rates anew and says where the kept figures differ; answers the exit code, 1 where they do,
 * 2 where the arguments are wrong. With `repair` they are put right and the answer is 0.
 */
export async function figuresCommand(url: string, { schema }: Pick<Env, 'schema'>, args: readonly string[], print: (line: string) => void): Promise<number> {
  if (args.length > 1 || (args[0] !== undefined && args[0] !== REPAIR)) {
    print('用法：figures:check [repair]')
    return 2
  }
  const db = openDatabase(url, { schema, max: 1, name: 'huying figures:check' })
  try {
    const lines = await differences(db)
    print(lines.length === 0 ? '心愿和三率的统计和逐件重算的一样。' : `有 ${lines.length} 处和逐件重算的不一样（还没送到的事件也会显示在这里）：`)
    for (const line of lines.slice(0, MOST_SHOWN)) print(`  ${line}`)
    if (lines.length > MOST_SHOWN) print(`  还有 ${lines.length - MOST_SHOWN} 处没有列出`)
    if (lines.length === 0) return 0
    if (args[0] !== REPAIR) return 1
    await db.transaction(async (tx) => {
      await rebuildFigures(tx)
      await recountCases(tx)
    })
    print('已经按逐件重算的改好。')
    return 0
  } finally {
    await db.close()
  }
}

const differences = (db: Database): Promise<string[]> =>
  db.transaction(async (tx) => {
    await tx.sql`set transaction isolation level repeatable read, read only`
    const wishes = Object.entries(await compareFigures(tx)).flatMap(([key, counts]) => entriesOf(counts).map(([measure, count]) => sayLacking(key, measure, count)))
    return [...wishes, ...(await compareCases(tx)).map(({ scope, measure, lacking }) => sayLacking(scope, measure, lacking))]
  })

const sayLacking = (scope: string, measure: string, count: number): string => `${scope} ${measure} ${count > 0 ? `少了 ${count}` : `多了 ${-count}`}`
