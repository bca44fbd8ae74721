import type { Clock, Demand, Dispatch } from './world.ts'

/** What must hold of a demand, its dispatches and their clocks at any moment nobody is in the middle of something; answers what does not. */
export function brokenRules(demand: Demand): string[] {
  const broken: string[] = []
  const must = (holds: boolean, what: string) => void (holds || broken.push(`demand ${demand.id} ${demand.state}: ${what}`))
  const clocks = reader(demand.clocks)
  const round = demand.dispatches.filter((one) => one.round === demand.round)
  const live = demand.dispatches.filter(isLive)
  const leads = live.filter(({ role }) => role === 'lead')
  must(leads.length <= 1, `${leads.length} leads at work`)
  must(new Set(live.map(({ unitId }) => unitId)).size === live.length, 'one unit at work twice')
  must((demand.holdState === 'approved') === (demand.state === 'on_hold'), `its hold is ${demand.holdState}`)
  const isProposed = demand.holdState === 'proposed' || demand.holdState === 'overdue'
  must(isProposed === clocks.is('holdDecide', 'running'), `its hold is ${demand.holdState}, the time to decide ${clocks.state('holdDecide')}`)
  must(clocks.is('review', 'running') === (demand.state === 'on_hold'), `its review ${clocks.state('review')}`)
  const runs = (kind: string, may: readonly State[]) => must(may.includes(clocks.state(kind)), `${kind} ${clocks.state(kind)}`)
  switch (demand.state) {
    case 'pending':
      must(leads.length === 0, 'has a lead at work')
      runs('assign', ['running'])
      runs('solve', ['running', 'fired'])
      runs('verify', ENDED)
      break
    case 'dispatched':
      must(leads.length === 1, 'has no lead at work')
      must(!isAnswered(round), 'everybody has answered')
      runs('assign', ENDED)
      runs('solve', ['running', 'fired'])
      runs('verify', ENDED)
      break
    case 'replied':
      must(isAnswered(round), 'somebody still owes an answer')
      runs('assign', ENDED)
      runs('solve', ENDED)
      runs('red', ENDED)
      runs('verify', ['running', 'fired'])
      break
    case 'on_hold':
      for (const kind of ['assign', 'solve', 'red', 'verify']) must(!clocks.is(kind, 'running'), `${kind} runs`)
      break
    default:
      must(live.length === 0, `${live.length} units are at work`)
      for (const { kind, state } of demand.clocks) must(state === 'stopped' || state === 'fired', `${kind} ${state}`)
  }
  const stands = demand.state === 'on_hold' || demand.state === 'pending'
  return [...broken, ...demand.dispatches.flatMap((one) => brokenOf(one, stands))]
}

type State = Clock['state'] | 'none'
const ENDED: readonly State[] = ['stopped', 'fired', 'none']

function reader(clocks: readonly Clock[]) {
  const state = (kind: string): State => clocks.find((one) => one.kind === kind)?.state ?? 'none'
  return { state, is: (kind: string, ...states: State[]) => states.includes(state(kind)) }
}

const isLive = ({ state }: Dispatch): boolean => ['sent', 'accepted', 'return_requested', 'replied'].includes(state)
const isAnswered = (round: readonly Dispatch[]): boolean =>
  round.some(({ role, state }) => role === 'lead' && state === 'replied') &&
  round.every(({ isRequired, state }) => !isRequired || !['sent', 'accepted', 'return_requested'].includes(state))

/** `stands`: the demand is on hold or without a lead, so that its units' time stands still. */
function brokenOf(one: Dispatch, stands: boolean): string[] {
  const broken: string[] = []
  const clocks = reader(one.clocks)
  const must = (holds: boolean, what: string) => void (holds || broken.push(`${one.role} ${one.id} ${one.state}: ${what}`))
  const runs = (kind: string, may: readonly State[]) => must(may.includes(clocks.state(kind)), `${kind} ${clocks.state(kind)}`)
  const running: readonly State[] = stands ? ['paused', 'fired'] : ['running', 'fired']
  const isAsking = one.extensionState === 'asked'
  if (one.state === 'sent') runs('returnLimit', stands ? ['paused'] : ['running'])
  else runs('returnLimit', ENDED)
  if (one.state === 'return_requested') runs('decide', stands ? ['paused'] : ['running'])
  else runs('decide', ENDED)
  if (one.state === 'accepted' && isAsking) runs('extensionDecide', stands ? ['paused'] : ['running'])
  else runs('extensionDecide', ENDED)
  if (isLive(one) && one.state !== 'replied') runs('solve', one.state === 'accepted' && isAsking ? ['paused', 'fired'] : running)
  else runs('solve', ENDED)
  if (!isLive(one) && !(one.state === 'returned' && one.role === 'lead')) runs('contact', ENDED)
  must(!isAsking || one.state === 'accepted' || !isLive(one), 'asks for more time without working on it')
  return broken
}
