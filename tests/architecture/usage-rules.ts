import ts from 'typescript'
import type { Rule } from './rule.ts'
import { faultAt, nodesOf, type Source } from './source.ts'

/** A rule over every node of the files below `folders`: a message where the node breaks it. */
const nodeRule = (
  name: string,
  folders: readonly string[],
  judge: (node: ts.Node, source: Source) => string | undefined,
  examples: Pick<Rule, 'broken' | 'kept'>,
): Rule => ({
  name,
  folders,
  faults: (source) =>
    [...nodesOf(source)].flatMap((node) => {
      const message = judge(node, source)
      return message === undefined ? [] : [faultAt(source, node, message)]
    }),
  ...examples,
})

const isNamed = (node: ts.Node | undefined, name: string) => node !== undefined && ts.isIdentifier(node) && node.text === name
/** `object.name`, `object?.name` or `object['name']`. */
const isMember = (node: ts.Node, isObject: (object: ts.Expression) => boolean, name: string): boolean =>
  (ts.isPropertyAccessExpression(node) && node.name.text === name && isObject(node.expression)) ||
  (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === name && isObject(node.expression))
/** `const { name } = object`. */
const isTakenOut = (node: ts.Node, isObject: (object: ts.Expression) => boolean, name: string): boolean =>
  ts.isBindingElement(node) &&
  isNamed(node.propertyName ?? node.name, name) &&
  ts.isVariableDeclaration(node.parent.parent) &&
  node.parent.parent.initializer !== undefined &&
  isObject(node.parent.parent.initializer)

const isProcess = (object: ts.Expression) => isNamed(object, 'process')
const importedFrom = (node: ts.Node): string | undefined =>
  ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined

/** A mini-program's `.config.ts` is run by the build, in Node. */
const MAY_READ_ENVIRONMENT = /^(server\/src\/env\.ts|miniapp\/src\/platform\/.+|miniapp\/src\/.*\.config\.ts)$/

const environment = nodeRule(
  'server/src/env.ts alone reads the environment; in the mini-program only platform and what the build runs',
  ['server/src', 'shared/src', 'miniapp/src'],
  (node, { path }) => {
    if (MAY_READ_ENVIRONMENT.test(path)) return undefined
    const isRead = isMember(node, isProcess, 'env') || isTakenOut(node, isProcess, 'env') || /^(node:)?process$/.test(importedFrom(node) ?? '')
    return isRead ? 'take the setting from env.ts instead of process.env' : undefined
  },
  {
    broken: [
      ['server/src/main.ts', 'const port = process.env.PORT'],
      ['server/src/kernel/db.ts', "const url = process['env'].DATABASE_URL"],
      ['server/src/app.ts', 'const { env } = process'],
      ['server/src/app.ts', "import { env } from 'node:process'"],
      ['miniapp/src/pages/home/index.tsx', "const isH5 = process.env.TARO_ENV === 'h5'"],
    ],
    kept: [
      ['server/src/env.ts', 'export const loadOwnEnv = () => loadEnv(process.env)'],
      ['miniapp/src/platform/environment.ts', "export const isH5 = process.env.TARO_ENV === 'h5'"],
      ['miniapp/src/app.config.ts', "const isH5 = process.env.TARO_ENV === 'h5'"],
      ['server/src/main.ts', 'process.exitCode = 1'],
    ],
  },
)

const SQL_TIME = /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|\bcurrent_(?:timestamp|date|time)\b|\blocaltimestamp\b/i
const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)

const time = nodeRule(
  'domain time comes from the injected clock, never from the machine or the database',
  ['server/src/modules', 'shared/src'],
  (node) => {
    const isDate = (object: ts.Expression) => isNamed(object, 'Date')
    if (isMember(node, isDate, 'now')) return 'take the time from context.now instead of Date.now'
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isNamed(node.expression, 'Date') && !node.arguments?.length)
      return 'take the time from context.now instead of a Date without an argument'
    if (isText(node) && SQL_TIME.test(node.text)) return "pass context.now instead of the database's time"
    return ts.isPropertyAccessExpression(node) && node.name.text === 'defaultNow'
      ? 'write context.now instead of a default that is the database\'s time'
      : undefined
  },
  {
    broken: [
      ['server/src/modules/wish/commands/claim-wish.ts', 'const at = Date.now()'],
      ['server/src/modules/wish/commands/claim-wish.ts', 'const at = new Date()'],
      ['server/src/modules/wish/queries.ts', 'const rows = sql`select * from wishes where due_at <= now()`'],
      ['server/src/modules/wish/queries.ts', 'const rows = sql`select ${id} where due_at <= CURRENT_TIMESTAMP and ${b}`'],
      ['server/src/modules/wish/table.ts', "const at = timestamp('created_at').defaultNow()"],
      ['shared/src/kernel/calendar.ts', 'export const today = (at = new Date()) => at'],
    ],
    kept: [
      ['server/src/modules/wish/commands/claim-wish.ts', 'const at = context.now\nconst later = new Date(at.getTime() + 1)'],
      ['server/src/modules/wish/commands/claim-wish.ts', '// the clock, not now()\nconst at = kernel.clock.now()'],
    ],
  },
)

const IN_TRANSACTION = /^server\/src\/modules\/[^/]+\/(commands\/.+|subscribers|deadlines|subscribers\/.+|deadlines\/.+)\.ts$/
const isKernel = (object: ts.Expression) =>
  isNamed(object, 'kernel') || (ts.isPropertyAccessExpression(object) && object.name.text === 'kernel')

const transaction = nodeRule(
  "every statement of a command, subscriber or deadline runs on its transaction, never on the pool",
  ['server/src/modules'],
  (node, { path }) => {
    if (!IN_TRANSACTION.test(path)) return undefined
    if (isMember(node, isKernel, 'db') || isTakenOut(node, isKernel, 'db')) return 'use context.tx: kernel.db is the pool, outside the transaction'
    const from = importedFrom(node) ?? ''
    if (/^(postgres|pg|drizzle-orm\/(postgres-js|pg-proxy|node-postgres))$/.test(from)) return `use context.tx: ${from} opens connections of its own`
    return ts.isImportSpecifier(node) && ['openDatabase', 'Database'].includes((node.propertyName ?? node.name).text)
      ? 'use context.tx: a command opens no database'
      : undefined
  },
  {
    broken: [
      ['server/src/modules/wish/commands/claim-wish.ts', 'await context.kernel.db.q.select().from(wishes)'],
      ['server/src/modules/wish/commands/claim-wish.ts', 'const { db } = context.kernel'],
      ['server/src/modules/wish/commands/claim-wish.ts', "import { openDatabase } from '../../../kernel/db.ts'"],
      ['server/src/modules/wish/deadlines.ts', "import postgres from 'postgres'"],
      ['server/src/modules/wish/subscribers.ts', 'await kernel.db.transaction(work)'],
    ],
    kept: [
      ['server/src/modules/wish/commands/claim-wish.ts', 'await context.tx.q.select().from(wishes)\nawait context.db.q.select().from(wishes)'],
      ['server/src/modules/wish/commands/claim-wish.ts', "import type { Tx } from '../../../kernel/db.ts'\nconst { clock } = context.kernel"],
    ],
  },
)

const taroGlobals = nodeRule(
  "the host's global APIs are touched in platform only",
  ['miniapp/src'],
  (node, { path }) => {
    if (path.startsWith('miniapp/src/platform/')) return undefined
    const isHost = (object: ts.Expression) => isNamed(object, 'wx') || isNamed(object, 'Taro')
    if ((ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && isHost(node.expression))
      return `only miniapp/src/platform may touch ${node.expression.getText()}`
    return ts.isCallExpression(node) && (isNamed(node.expression, 'getApp') || isNamed(node.expression, 'getCurrentPages'))
      ? `only miniapp/src/platform may call ${node.expression.getText()}`
      : undefined
  },
  {
    broken: [
      ['miniapp/src/features/wish/service.ts', "wx.showToast({ title: '好了' })"],
      ['miniapp/src/features/wish/service.ts', "Taro['navigateBack']()"],
      ['miniapp/src/pages/home/index.tsx', 'const depth = getCurrentPages()'],
    ],
    kept: [['miniapp/src/platform/navigate.ts', "wx.navigateTo({ url: '/pages/home/index' })"]],
  },
)

export const usageRules: readonly Rule[] = [environment, time, transaction, taroGlobals]
