import { posix } from 'node:path'
import { whyNotKnow } from './module-order.ts'
import type { Rule } from './rule.ts'
import { importsOf, type Fault, type Import, type Source } from './source.ts'

/** A rule over every import of the files below `folders`: a message where the import breaks it. */
const importRule = (
  name: string,
  folders: readonly string[],
  judge: (imported: Import, source: Source) => string | undefined,
  examples: Pick<Rule, 'broken' | 'kept'>,
): Rule => ({
  name,
  folders,
  faults: (source): Fault[] =>
    importsOf(source).flatMap((imported) => {
      const message = judge(imported, source)
      return message === undefined ? [] : [{ path: source.path, line: imported.line, message }]
    }),
  ...examples,
})

const isBelow = (path: string, folder: string) => path.startsWith(`${folder}/`)
/** `wish` for `server/src/modules/wish/commands/claim-wish.ts` below `server/src/modules`; undefined for files of the folder itself. */
const childOf = (path: string, folder: string): string | undefined =>
  isBelow(path, folder) ? /^([^/]+)\//.exec(path.slice(folder.length + 1))?.[1] : undefined
const isOurs = ({ specifier, target }: Import) => specifier !== target || /^(shared|server|miniapp|tests)\//.test(target)

const MODULES = 'server/src/modules'
const SHARED = 'shared/src'
const FEATURES = 'miniapp/src/features'

const modules = importRule(
  'a server module knows lower modules only, through their public.ts; a table may refer to a lower table',
  [MODULES],
  ({ target }, source) => {
    const own = childOf(source.path, MODULES)
    const other = childOf(target, MODULES)
    if (own === undefined || (other === undefined && !isBelow(target, MODULES)) || own === other) return undefined
    if (other === undefined) return 'a module may not know the list of all modules'
    const reason = whyNotKnow(own, other)
    if (reason !== undefined) return reason
    const isTable = posix.basename(source.path) === 'table.ts' && target === `${MODULES}/${other}/table.ts`
    return isTable || target === `${MODULES}/${other}/public.ts` ? undefined : `ask ${other} through its public.ts, not ${target}`
  },
  {
    broken: [
      ['server/src/modules/wish/routes.ts', "import { a } from '../demand/public.ts'"],
      ['server/src/modules/wish/routes.ts', "import { a } from '../booking/public.ts'"],
      ['server/src/modules/wish/routes.ts', "import type { A } from '../account/queries.ts'"],
      ['server/src/modules/wish/queries.ts', "import { accounts } from '../account/table.ts'"],
      ['server/src/modules/wish/commands/claim-wish.ts', "export { a } from '../../privacy/public.ts'"],
      ['server/src/modules/wish/commands/claim-wish.ts', "const a = await import('../../dispatch/public.ts')"],
      ['server/src/modules/wish/commands/claim-wish.ts', "import { modules } from '../../index.ts'"],
      ['server/src/modules/wish/routes.ts', "import { a } from '../surprise/public.ts'"],
    ],
    kept: [
      ['server/src/modules/demand/commands/raise.ts', "import { a } from '../../complaint/public.ts'\nimport { b } from '../table.ts'"],
      ['server/src/modules/wish/table.ts', "import { accounts } from '../account/table.ts'"],
      ['server/src/modules/index.ts', "import { privacy } from './privacy/module.ts'"],
    ],
  },
)

const moduleFloors = importRule(
  "a server module knows its own and lower features' contracts only",
  [MODULES],
  ({ target }, source) => {
    const own = childOf(source.path, MODULES)
    const feature = childOf(target, SHARED)
    return own === undefined || feature === undefined || feature === 'kernel' ? undefined : whyNotKnow(own, feature)
  },
  {
    broken: [['server/src/modules/wish/policy.ts', "import { demandMachine } from '@huying/shared/demand/machine.ts'"]],
    kept: [
      ['server/src/modules/demand/policy.ts', "import { a } from '@huying/shared/demand/machine.ts'\nimport { b } from '@huying/shared/complaint/machine'"],
      ['server/src/modules/wish/policy.ts', "import { a } from '@huying/shared/kernel/error.ts'\nimport { machines } from '@huying/shared/machines.ts'"],
    ],
  },
)

/** By part of a module: what it may not use. */
const INSIDE: Record<string, readonly string[]> = {
  policy: ['routes', 'commands', 'queries', 'db'],
  presenter: ['routes', 'commands', 'queries', 'db'],
  queries: ['routes', 'commands', 'presenter'],
  commands: ['routes', 'subscribers', 'deadlines'],
}

const insideModule = importRule(
  'inside a module: routes → commands → policy, queries, table; policy and presenter are pure',
  [MODULES],
  ({ target, isTypeOnly }, source) => {
    const own = childOf(source.path, MODULES)
    if (own === undefined || isTypeOnly) return undefined
    const layer = (path: string) => childOf(path, `${MODULES}/${own}`) ?? posix.basename(path, '.ts')
    const from = layer(source.path)
    const to = isBelow(target, `${MODULES}/${own}`) ? layer(target) : target === 'server/src/kernel/db.ts' ? 'db' : ''
    return INSIDE[from]?.includes(to) ? `${from} may not use ${to}` : undefined
  },
  {
    broken: [
      ['server/src/modules/wish/policy.ts', "import { findWish } from './queries.ts'"],
      ['server/src/modules/wish/presenter.ts', "import { openDatabase } from '../../kernel/db.ts'"],
      ['server/src/modules/wish/commands/claim-wish.ts', "import { routes } from '../routes.ts'"],
      ['server/src/modules/wish/queries.ts', "import { claimWish } from './commands/claim-wish.ts'"],
    ],
    kept: [
      ['server/src/modules/wish/presenter.ts', "import type { WishRow } from './queries.ts'\nimport { may } from './policy.ts'"],
      ['server/src/modules/wish/routes.ts', "import { claimWish } from './commands/claim-wish.ts'\nimport { findWish } from './queries.ts'"],
    ],
  },
)

const shared = importRule(
  'shared: a feature knows lower features only, the kernel only itself, both no package but zod/mini',
  [SHARED],
  (imported, source) => {
    const own = childOf(source.path, SHARED)
    const { target } = imported
    if (!isOurs(imported)) return target === 'zod/mini' ? undefined : `only zod/mini is small enough for the mini-program, not ${target}`
    if (!isBelow(target, SHARED)) return `shared code runs on both sides and may not know ${target}`
    const other = childOf(target, SHARED)
    if (own === undefined || own === other || other === 'kernel') return undefined
    if (own === 'kernel') return `the kernel knows no feature: ${target}`
    return other === undefined ? `a feature may not know what gathers all of them: ${target}` : whyNotKnow(own, other)
  },
  {
    broken: [
      ['shared/src/kernel/page.ts', "import { wishMachine } from '../wish/machine.ts'"],
      ['shared/src/kernel/page.ts', "import * as z from 'zod'"],
      ['shared/src/kernel/page.ts', "import { machines } from '../machines.ts'"],
      ['shared/src/complaint/contract.ts', "import { a } from '../demand/machine.ts'"],
      ['shared/src/wish/contract.ts', "import { machines } from '../machines.ts'"],
      ['shared/src/wish/contract.ts', "import type { A } from '../../../server/src/modules/wish/table.ts'"],
    ],
    kept: [
      ['shared/src/kernel/page.ts', "import * as z from 'zod/mini'\nimport { text } from './schema.ts'"],
      ['shared/src/dispatch/machine.ts', "import { OWNER_ROLES } from '../demand/machine.ts'"],
      ['shared/src/machines.ts', "import { dispatchMachine } from './dispatch/machine.ts'"],
    ],
  },
)

const serverKernel = importRule(
  'the server kernel knows no module and no feature',
  ['server/src/kernel'],
  ({ target }) => {
    if (isBelow(target, MODULES)) return `the kernel knows no module: ${target}`
    const feature = childOf(target, SHARED)
    return feature === undefined || feature === 'kernel' ? undefined : `the kernel knows no feature: ${target}`
  },
  {
    broken: [
      ['server/src/kernel/app.ts', "import { modules } from '../modules/index.ts'"],
      ['server/src/kernel/app.ts', "import type { WishState } from '@huying/shared/wish/machine.ts'"],
    ],
    kept: [['server/src/kernel/app.ts', "import { AppError } from '@huying/shared/kernel/error.ts'\nimport Koa from 'koa'"]],
  },
)

const gateways = importRule(
  'a gateway knows no module',
  ['server/src/gateways'],
  ({ target }) => (isBelow(target, MODULES) ? `a gateway knows the outside world, no module: ${target}` : undefined),
  {
    broken: [['server/src/gateways/wechat/client.ts', "import { a } from '../../modules/account/public.ts'"]],
    kept: [['server/src/gateways/wechat/client.ts', "import type { Clock } from '../../kernel/clock.ts'"]],
  },
)

const production = importRule(
  'what runs in production knows nothing of development and tests',
  ['server/src/kernel', 'server/src/gateways', MODULES, SHARED, 'miniapp/src'],
  ({ target }) => (isBelow(target, 'server/dev') || isBelow(target, 'tests') ? `not in the production image: ${target}` : undefined),
  {
    broken: [
      ['server/src/modules/wish/queries.ts', "import { seed } from '../../../dev/county/random.ts'"],
      ['server/src/kernel/jobs.ts', "import { buildWish } from '../../../tests/factories/wish.ts'"],
    ],
    kept: [['server/src/kernel/jobs.ts', "import { outbox } from './outbox.ts'"]],
  },
)

const features = importRule(
  'a mini-program feature knows no other feature; pages compose them',
  [FEATURES],
  ({ target }, source) => {
    const other = childOf(target, FEATURES)
    if (isBelow(target, 'miniapp/src/pages')) return `a feature may not know the tab pages: ${target}`
    return other === undefined || other === childOf(source.path, FEATURES) ? undefined : `a feature may not know the feature ${other}`
  },
  {
    broken: [
      ['miniapp/src/features/wish/pages/board/index.tsx', "import { a } from '@/features/complaint/service'"],
      ['miniapp/src/features/wish/service.ts', "import { a } from '../complaint/service'"],
      ['miniapp/src/features/wish/service.ts', "import { a } from '@/pages/home/index'"],
    ],
    kept: [['miniapp/src/features/wish/service.ts', "import { call } from '@/platform/request'\nimport { b } from './view-model'"]],
  },
)

const featureless = importRule(
  'components, hooks, styles and platform know no feature and no page',
  ['components', 'hooks', 'styles', 'platform'].map((folder) => `miniapp/src/${folder}`),
  ({ target }) =>
    isBelow(target, FEATURES) || isBelow(target, 'miniapp/src/pages') ? `what every feature uses may know none: ${target}` : undefined,
  {
    broken: [
      ['miniapp/src/components/chip/index.tsx', "import { a } from '@/features/wish/view-model'"],
      ['miniapp/src/platform/request.ts', "import { a } from '../pages/home/index'"],
    ],
    kept: [['miniapp/src/components/chip/index.tsx', "import { useMode } from '@/hooks/use-mode'"]],
  },
)

const client = importRule(
  'the mini-program knows nothing of the server but the shared contracts',
  ['miniapp/src'],
  ({ target }) => (isBelow(target, 'server') ? `the mini-program speaks to the server through shared contracts: ${target}` : undefined),
  {
    broken: [['miniapp/src/platform/request.ts', "import { a } from '../../../server/src/kernel/error.ts'"]],
    kept: [['miniapp/src/platform/request.ts', "import { wish } from '@huying/shared/wish/contract'"]],
  },
)

const taroImports = importRule(
  'Taro is imported in platform only, its components anywhere',
  ['miniapp/src'],
  ({ specifier, isTypeOnly }, source) => {
    if (isTypeOnly || isBelow(source.path, 'miniapp/src/platform') || !specifier.startsWith('@tarojs/')) return undefined
    return /^@tarojs\/components($|\/)/.test(specifier) ? undefined : `only miniapp/src/platform may use ${specifier}`
  },
  {
    broken: [
      ['miniapp/src/features/wish/service.ts', "import Taro from '@tarojs/taro'"],
      ['miniapp/src/pages/home/index.tsx', "import { useDidShow } from '@tarojs/taro'"],
    ],
    kept: [
      ['miniapp/src/platform/request.ts', "import Taro from '@tarojs/taro'"],
      ['miniapp/src/pages/home/index.tsx', "import { View } from '@tarojs/components'\nimport type { Config } from '@tarojs/taro'"],
    ],
  },
)

export const importRules: readonly Rule[] = [
  modules, moduleFloors, insideModule, shared, serverKernel, gateways, production, features, featureless, client, taroImports,
]
