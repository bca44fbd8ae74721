import { demandMachine } from '@huying/shared/demand/machine.ts'
import { dispatchMachine } from '@huying/shared/dispatch/machine.ts'
import { findEdge } from '@huying/shared/kernel/machine.ts'
import type { Actor, CrowdCounty, Office } from './county.ts'
import type { Demand, Dispatch } from './world.ts'

/** A step that an answer promised; `unitId` where the thing is made by it. */
export interface Step {
  kind: 'demand' | 'dispatch'
  id: string
  action: string
  actorId: string
}
/** What somebody tried, what was said, and what must therefore stand in the history. */
export interface Tried {
  what: string
  status: number
  /** Of a refusal for the wrong state: the thing's state, and the action that it does not allow. */
  refused: { state: string; action: string } | null
  promised: readonly Step[]
}

interface Target {
  demand: Demand
  dispatch: Dispatch | null
}
interface Scene extends Target {
  actor: Actor
  county: CrowdCounty
  /** Draws from what there is. */
  pick<T>(items: readonly T[]): T
}

interface Act {
  on: 'demand' | 'dispatch'
  who: readonly Office[]
  /** The edge it wants to go. */
  action: string
  path: string
  /** How often it is chosen beside the others. */
  weight: number
  body(scene: Scene): object | Promise<object>
  /** Beside its own step: units that a dispatch is sent to. */
  sends?(body: any): readonly string[]
  /** Further steps of the same person. */
  also?(scene: Scene, body: any): readonly Pick<Step, 'kind' | 'id' | 'action'>[]
}

const OWNERS: readonly Office[] = ['chair', 'street', 'county']
const HIGHER: readonly Office[] = ['street', 'county']
const ON_THE_SPOT: readonly Office[] = ['worker', 'street']
const HANDLER: readonly Office[] = ['handler']
const reason = () => ({ reason: '有原因' })
const nowOf = ({ county }: Scene): Date => county.app.kernel.clock.now()
const dayAfter = (scene: Scene, days: number): string => new Date(nowOf(scene).getTime() + days * 86_400_000).toISOString().slice(0, 10)
const photos = async ({ county, actor }: Scene) => [await county.photo(actor)]
let serial = 0

const dispatchBody = ({ demand, pick, county }: Scene) => {
  const leadUnitId = pick(county.unitIds)
  const left = demand.dispatches.filter(({ role, state }) => role === 'assist' && ['sent', 'accepted', 'return_requested', 'replied'].includes(state))
  const kept = left.filter(() => pick([true, false]))
  const others = county.unitIds.filter((id) => id !== leadUnitId && !kept.some(({ unitId }) => unitId === id))
  return {
    leadUnitId, overrideReason: '归他们管', keepAssists: kept.map(({ id }) => id),
    assists: pick([0, 1, 1, 2]) === 0 ? [] : [{ unitId: pick(others), isRequired: pick([true, true, false]) }],
  }
}
const unitsOf = (body: ReturnType<typeof dispatchBody>): string[] => [body.leadUnitId, ...body.assists.map(({ unitId }) => unitId)]

const ACTS: readonly Act[] = [
  { on: 'demand', who: OWNERS, action: 'dispatch', path: 'dispatch', weight: 6, body: dispatchBody, sends: unitsOf },
  {
    on: 'demand', who: OWNERS, action: 'add_assist', path: 'add-assist', weight: 2, sends: ({ unitId }) => [unitId],
    body: ({ pick, county }) => ({ unitId: pick(county.unitIds), isRequired: pick([true, false]), reason: '人手不够' }),
  },
  {
    on: 'demand', who: ON_THE_SPOT, action: 'verify', path: 'verify', weight: 3,
    body: async (scene) => ({ outcome: scene.pick(['solved', 'solved', 'partly']), note: '看过了', uploadIds: await photos(scene) }),
  },
  {
    on: 'demand', who: ON_THE_SPOT, action: 'redo', path: 'redo', weight: 3,
    body: ({ demand, pick }) => {
      const replied = demand.dispatches.filter(({ state }) => state === 'replied')
      return { dispatchIds: [replied.length > 0 ? pick(replied).id : demand.id], reason: '还没修好' }
    },
  },
  { on: 'demand', who: OWNERS, action: 'propose_hold', path: 'propose-hold', weight: 2, body: (scene) => ({ reasonCode: 'season', plan: '开春再修', reviewOn: dayAfter(scene, scene.pick([3, 10, 40])) }) },
  { on: 'demand', who: HIGHER, action: 'approve_hold', path: 'decide-hold', weight: 4, body: () => ({ decision: 'approve' }) },
  { on: 'demand', who: HIGHER, action: 'refuse_hold', path: 'decide-hold', weight: 1, body: () => ({ decision: 'refuse', ...reason() }) },
  { on: 'demand', who: HIGHER, action: 'renew_hold', path: 'renew-hold', weight: 3, body: (scene) => ({ reviewOn: dayAfter(scene, 20), ...reason() }) },
  { on: 'demand', who: OWNERS, action: 'release_hold', path: 'release-hold', weight: 3, body: reason },
  { on: 'demand', who: OWNERS, action: 'dismiss', path: 'dismiss', weight: 1, body: () => ({ reasonCode: 'mistake', reason: `记错了 ${serial++}` }) },
  { on: 'demand', who: HIGHER, action: 'take_over', path: 'take-over', weight: 1, body: reason },
  { on: 'demand', who: HIGHER, action: 'hand_back', path: 'hand-back', weight: 2, body: reason },
  { on: 'demand', who: HIGHER, action: 'set_date', path: 'set-date', weight: 1, body: (scene) => ({ dueAt: new Date(nowOf(scene).getTime() + 20 * 86_400_000).toISOString(), ...reason() }) },
  { on: 'dispatch', who: HANDLER, action: 'accept', path: 'accept', weight: 3, body: () => ({}) },
  { on: 'dispatch', who: HANDLER, action: 'contact', path: 'contact', weight: 4, body: (scene) => ({ channel: 'phone', at: new Date(nowOf(scene).getTime() - 60_000).toISOString(), isReached: scene.pick([true, true, false]) }) },
  { on: 'dispatch', who: HANDLER, action: 'progress', path: 'progress', weight: 1, body: () => ({ note: '料到了' }) },
  {
    on: 'dispatch', who: HANDLER, action: 'reply', path: 'reply', weight: 8,
    body: async (scene) => ({ outcome: scene.pick(['solved', 'partly']), account: '修好了', plan: '看一个月', uploadIds: await photos(scene) }),
  },
  { on: 'dispatch', who: HANDLER, action: 'recall_reply', path: 'recall-reply', weight: 2, body: reason },
  { on: 'dispatch', who: HANDLER, action: 'request_return', path: 'request-return', weight: 5, body: () => ({ reasonCode: 'notAuthority', basis: '权责清单' }) },
  { on: 'dispatch', who: HANDLER, action: 'withdraw_return', path: 'withdraw-return', weight: 1, body: reason },
  { on: 'dispatch', who: HANDLER, action: 'request_extension', path: 'request-extension', weight: 3, body: () => ({ workingDays: 2, reason: '等料' }) },
  {
    on: 'dispatch', who: OWNERS, action: 'approve_return', path: 'decide-return', weight: 6,
    body: (scene) => ({ decision: 'approve', ...(scene.dispatch?.role === 'lead' && scene.pick([true, false]) && { dispatch: dispatchBody(scene) }) }),
    sends: ({ dispatch }) => (dispatch ? unitsOf(dispatch) : []),
    also: ({ demand, dispatch }, body) => (dispatch?.role === 'lead' && body.dispatch ? [{ kind: 'demand', id: demand.id, action: 'dispatch' }] : []),
  },
  { on: 'dispatch', who: OWNERS, action: 'refuse_return', path: 'decide-return', weight: 5, body: () => ({ decision: 'refuse', ...reason() }) },
  { on: 'dispatch', who: OWNERS, action: 'grant_extension', path: 'decide-extension', weight: 4, body: () => ({ decision: 'approve' }) },
  { on: 'dispatch', who: OWNERS, action: 'refuse_extension', path: 'decide-extension', weight: 4, body: () => ({ decision: 'refuse', ...reason() }) },
  { on: 'dispatch', who: OWNERS, action: 'cancel', path: 'cancel', weight: 1, body: reason },
]

/** A drawn wish to act: which of what there is, resolved against how things stand. */
export interface Drawn {
  actor: number
  demand: number
  act: number
  salt: number
}

const isOpen = ({ on, action }: Act, { demand, dispatch }: Target): boolean =>
  on === 'demand' ? findEdge(demandMachine, demand.state, action as never) !== undefined : dispatch !== null && findEdge(dispatchMachine, dispatch.state, action as never) !== undefined

function targetsOf(actor: Actor, { demand }: Pick<Target, 'demand'>): Target[] {
  const dispatches = demand.dispatches.filter(({ unitId }) => actor.unitId === null || unitId === actor.unitId)
  return [{ demand, dispatch: null }, ...dispatches.map((dispatch) => ({ demand, dispatch }))]
}

/** Mostly what the machine allows just now; now and then whatever, so that refusals are tried too. */
function choose(actor: Actor, demand: Demand, { act, salt }: Drawn): { act: Act; target: Target } | null {
  const mine = ACTS.filter(({ who }) => who.includes(actor.office))
  const all = targetsOf(actor, { demand }).flatMap((target) => mine.filter(({ on }) => (on === 'dispatch') === (target.dispatch !== null)).map((one) => ({ act: one, target })))
  const open = all.filter((one) => isOpen(one.act, one.target))
  const some = (salt % 10 === 0 ? all : open).flatMap((one) => Array.from({ length: one.act.weight }, () => one))
  return some.length === 0 ? null : some[act % some.length]!
}

const concerns = (actor: Actor, demand: Demand): boolean =>
  (actor.communityCode === null || actor.communityCode === demand.communityCode) &&
  (actor.unitId === null || demand.dispatches.some(({ unitId, state }) => unitId === actor.unitId && state !== 'returned' && state !== 'cancelled'))

/** Carries one wish out over the API, or null where there was nothing to do for this person. */
export async function tryAct(county: CrowdCounty, world: readonly Demand[], drawn: Drawn): Promise<Tried | null> {
  const actor = county.actors[drawn.actor % county.actors.length]!
  const own = world.filter((demand) => concerns(actor, demand))
  const demand = (own.length > 0 ? own : world)[drawn.demand % (own.length > 0 ? own.length : world.length)]!
  if (actor.office !== 'handler' && drawn.salt % 4 === 1) return decideApproval(county, actor, [demand, ...world], drawn.salt)
  const chosen = choose(actor, demand, drawn)
  if (!chosen) return null
  let turn = drawn.salt
  const scene: Scene = { ...chosen.target, actor, county, pick: (items) => items[(turn = (turn * 31 + 7) % 100_003) % items.length]! }
  const { act, target } = chosen
  const body = await act.body(scene)
  const [kind, id] = target.dispatch ? (['dispatch', target.dispatch.id] as const) : (['demand', demand.id] as const)
  const answer = await county.post(actor, `/${kind === 'demand' ? 'demands' : 'dispatches'}/${id}/${act.path}`, body)
  return {
    what: `${actor.office} ${act.action} ${kind} ${id}`, status: answer.status, refused: refusalOf(answer),
    promised: answer.status >= 300 ? [] : stepsOf(scene, act, { kind, id }, answer.status, body),
  }
}

const refusalOf = ({ status, body }: { status: number; body: any }): Tried['refused'] =>
  status === 409 && body.error.code === 'WRONG_STATE' ? { state: body.error.details.state, action: body.error.details.action } : null

function stepsOf(scene: Scene, act: Act, { kind, id }: Pick<Step, 'kind' | 'id'>, status: number, body: object): Step[] {
  const actorId = scene.actor.id
  // A two-person act is only proposed.
  if (status === 202) return [{ kind, id, action: `${act.action}_proposed`, actorId }]
  return [
    { kind, id, action: act.action, actorId },
    ...(act.also?.(scene, body) ?? []).map((step) => ({ ...step, actorId })),
    ...(act.sends?.(body) ?? []).map((unitId): Step => ({ kind: 'dispatch', id: `${scene.demand.id} to ${unitId}`, action: 'send', actorId })),
  ]
}

/** The second person of what waits about one of these, the first if there is; what then happens happens in the first person's name. */
async function decideApproval(county: CrowdCounty, actor: Actor, demands: readonly Demand[], salt: number): Promise<Tried | null> {
  const { items } = (await county.get(actor, '/approvals')).body
  const [found] = demands.flatMap(({ id }) => items.filter(({ subjectId }: { subjectId: string }) => subjectId === id))
  if (!found) return null
  const decision = salt % 5 === 0 ? 'refuse' : 'approve'
  const answer = await county.post(actor, `/approvals/${found.id}/${decision}`)
  const step = { kind: 'demand', id: found.subjectId } as const
  const promised: Step[] = []
  if (answer.status === 200 && answer.body.state === 'approved') {
    const [{ by }] = await county.app.kernel.db.sql<[{ by: string }]>`select proposed_by as by from approvals where id = ${found.id}`
    promised.push({ ...step, action: found.action, actorId: by })
  }
  if (answer.status === 200 && answer.body.state === 'refused') promised.push({ ...step, action: `${found.action}_refused`, actorId: actor.id })
  return { what: `${actor.office} ${decision} ${found.action} demand ${found.subjectId}`, status: answer.status, refused: null, promised }
}
