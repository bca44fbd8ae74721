import { type LimitUnit, parseLimit } from '@huying/shared/kernel/limit'
import type { Deadline } from '@huying/shared/kernel/schema'
import { WISH_CATEGORIES, type WishCategoryCode } from '@huying/shared/wish/catalogue'
import { wishMachine, type WishState } from '@huying/shared/wish/machine'
import type { Tone } from '../../components/chip'
import type { IconName } from '../../components/icon'
import type { Tick } from '../../components/ticks'
import type { Wish } from './service'

const ICONS: Record<WishCategoryCode, IconName> = {
  repair: 'wrench', digital: 'smartphone', errand: 'navigation', transport: 'map-pin', learning: 'book', household: 'home', haircut: 'user',
  culture: 'heart-handshake', farming: 'lightbulb', work: 'briefcase', advice: 'scale', neighbourly: 'users', health: 'heart-handshake',
  hardship: 'hand-heart', child: 'hand-heart', alone: 'heart-handshake',
}

export const categoryOf = (code: string) => WISH_CATEGORIES.find((category) => category.code === code)
export const iconOf = (code: string): IconName => ICONS[code as WishCategoryCode] ?? 'hand-heart'

const TONES: Record<WishState, Tone> = {
  submitted: 'calm', returned: 'yourTurn', rejected: 'closed', open: 'waiting', claimed: 'running', fulfilled: 'yourTurn', disputed: 'paused',
  confirmed: 'done', withdrawn: 'closed', unmet: 'closed',
}
export const toneOf = (state: WishState): Tone => TONES[state]

/** The state's word; what waits for somebody else is not “等您确认”. */
export const stateWord = (state: WishState, isOwn: boolean): string =>
  state === 'fulfilled' && !isOwn ? '等居民确认' : state === 'returned' && !isOwn ? '等居民补充' : wishMachine.states[state].label

export const may = (wish: Pick<Wish, 'abilities'>, act: string): boolean => wish.abilities?.[act] === true

const SILENT: readonly string[] = ['FORBIDDEN', 'UNAUTHENTICATED', 'WRONG_STATE', 'NOT_AVAILABLE_YET']
/** Why something is refused that the person might expect to do; null where it is simply not theirs. */
export function refusalOf(wish: Wish, act: string): string | null {
  const ability = wish.abilities[act]
  return ability === undefined || ability === true || SILENT.includes(ability.code) ? null : ability.message
}

/** Acts whose refusal would say nothing new: a claim stays as a button, of the others the page shows that they were done. */
const SAID_ELSEWHERE = new Set(['claim', 'acknowledge', 'share-contact', 'replace-contact'])
const actionOf = (act: string): string => (act === 'settle' ? 'settle_done' : act.replace(/-/g, '_'))
/** Whether a wish in this state has this act at all, so that its refusal may be told. */
export const isOfState = (act: string, state: WishState): boolean =>
  !SAID_ELSEWHERE.has(act) && wishMachine.edges.some(({ from, action }) => action === actionOf(act) && (from as readonly WishState[] | null)?.includes(state) === true)

/** Acts that only the one who wished, or speaks for them, may ever do. */
const OWNERS_ACTS = ['withdraw', 'resubmit', 'dispute', 'appeal'] as const
const NOT_THEIRS: readonly string[] = ['FORBIDDEN', 'UNAUTHENTICATED', 'NOT_FOUND']
/** The one who wished, in whatever state: their acts are refused for the state or the time, never for the person. */
export const isOwn = ({ abilities }: Pick<Wish, 'abilities'>): boolean =>
  OWNERS_ACTS.some((act) => {
    const ability = abilities[act]
    return ability === true || (ability !== undefined && !NOT_THEIRS.includes(ability.code))
  })

interface ClockWords {
  unit: LimitUnit
  /** What ends it: 周四 18:00 前看完. */
  act: string
  /** How it began: 周二 09:10 交到. */
  start: string
  /** How long it usually runs. */
  limit: string
}

const CLOCKS: Record<string, ClockWords> = {
  review: { unit: 'wd', act: '看完', start: '交到', limit: '2wd' },
  resubmit: { unit: 'd', act: '补充', start: '退回', limit: '30d' },
  appeal: { unit: 'd', act: '可以提', start: '答复', limit: '7d' },
  ring: { unit: 'h', act: '没人应，再多问些人', start: '开始问', limit: '24h' },
  assign: { unit: 'wd', act: '安排好人', start: '开始安排', limit: '1wd' },
  progress: { unit: 'h', act: '记一次进展', start: '起算', limit: '72h' },
  total: { unit: 'd', act: '办好', start: '认领', limit: '30d' },
  confirm: { unit: 'd', act: '确认', start: '办好', limit: '7d' },
  settle: { unit: 'wd', act: '给答复', start: '收到', limit: '3wd' },
  expire: { unit: 'd', act: '没人认领就结束', start: '公开', limit: '60d' },
}

/** Which clock answers “until when” in each state, the first that runs. The helper must write every 72 hours; others ask when it is done. */
function clockKinds(wish: Wish): readonly string[] {
  switch (wish.state) {
    case 'submitted': return ['review']
    case 'returned': return ['resubmit']
    case 'open': return ['assign', 'ring']
    case 'claimed': return may(wish, 'progress') ? ['progress', 'total'] : ['total']
    case 'fulfilled': return ['confirm']
    case 'disputed': return ['settle']
    default: return []
  }
}

const shown = ({ state }: Deadline) => state === 'running' || state === 'paused' || state === 'fired'

function dueOf(wish: Wish) {
  const deadline = clockKinds(wish).flatMap((kind) => wish.clocks.find((clock) => clock.kind === kind && shown(clock)) ?? [])[0]
  const words = deadline && CLOCKS[deadline.kind]
  return deadline && words ? { deadline, unit: words.unit, act: words.act, start: words.start, limit: parseLimit(words.limit) } : null
}

const helperOf = (wish: Wish): string => {
  const who = wish.claim?.by ?? wish.claimedBy ?? '一位党员'
  return wish.claim?.organization ? `${who}（${wish.claim.organization}）` : `党员 ${who}`
}

const RING_WORDS = ['', '先问同网格的党员', '在问同社区的党员', '在问结对和驻区单位', '在问全镇的党员'] as const

function holderOf(wish: Wish, own: boolean): { holder: string; note?: string } {
  switch (wish.state) {
    case 'submitted': return { holder: wish.place, note: '社区干部看过，就放到心愿墙上' }
    case 'returned': return own ? { holder: '您', note: '补充以后再交上来' } : { holder: '许愿的居民', note: '等居民补充' }
    case 'open':
      if (may(wish, 'assign')) return { holder: '您', note: '一圈一圈都问过了，请您安排一位' }
      return { holder: '等党员来认领', note: RING_WORDS[wish.ring ?? 0] || undefined }
    case 'claimed': return { holder: may(wish, 'progress') ? '您' : helperOf(wish), note: contactNote(wish, own) }
    case 'fulfilled': return own ? { holder: '您', note: `${helperOf(wish)} 说办好了，您看看行不行` } : { holder: '许愿的居民', note: '等居民说行不行' }
    default: return { holder: wish.place, note: '社区在协调，会给双方一个答复' }
  }
}

function contactNote(wish: Wish, own: boolean): string | undefined {
  if (!wish.claim) return undefined
  if (own) return wish.claim.isContactOpen ? '他能看到您的电话，看一次记一次' : '您同意后，他才能看到您的电话'
  if (may(wish, 'progress')) return wish.claim.isContactOpen ? '可以看居民的联系方式了' : '支部确认或者居民同意后，能看联系方式'
  return undefined
}

export const hasEnded = ({ state }: Pick<Wish, 'state'>): boolean => wishMachine.states[state].isFinal === true

/** Who has it now and until when; null once it has ended. */
export function handOverOf(wish: Wish) {
  if (hasEnded(wish)) return null
  const due = dueOf(wish)
  return { ...holderOf(wish, isOwn(wish)), startWord: due?.start ?? '', due: due ?? undefined }
}

/** What comes after now, so that nobody has to guess; told to the one who wished, or to others of them. */
export function nextStep(state: WishState, own: boolean): string | null {
  const words = NEXT_STEPS[state]
  return own ? words : (words?.replace(/您/g, '居民') ?? null)
}
const NEXT_STEPS: Record<WishState, string | null> = {
    submitted: '社区看过，请党员来认领', returned: '您补充以后，社区再看', open: '有党员认领，和您联系', claimed: '办好以后，请您说行不行', fulfilled: '您说好了，才算圆满',
    disputed: '社区给双方一个答复', confirmed: null, rejected: null, withdrawn: null, unmet: null,
}

/** The first sentence, at most 30 characters: what the lists show until the community has written the public title. */
export function titleFrom(story: string): string {
  const first = story.trim().split(/[。！？!?；;\n]/)[0]?.trim() ?? ''
  return first.length <= 30 ? first : `${first.slice(0, 29)}…`
}

const HELPED: readonly WishState[] = ['claimed', 'fulfilled', 'disputed', 'confirmed']

/** A wish that goes no further has no three steps ahead of it. */
export const hasTicks = (state: WishState): boolean => !['rejected', 'withdrawn', 'unmet'].includes(state)

/** Elder mode: where one's own wish stands, in three ticks. */
export function ticksOf(wish: Wish): Tick[] {
  const isSeen = !['submitted', 'returned', 'rejected'].includes(wish.state)
  const isHelped = HELPED.includes(wish.state)
  return [
    { words: isSeen ? '社区看过了' : '等社区看', isDone: isSeen },
    { words: isHelped ? `${wish.claimedBy ?? '党员'} 来帮您` : '等党员来帮', isDone: isHelped },
    { words: wish.state === 'confirmed' ? '办好了' : '办好了，请您说行不行', isDone: wish.state === 'confirmed' },
  ]
}

/** What a date in a list is the last moment of, told to the one it concerns. */
const UNTIL: Partial<Record<WishState, string>> = {
  submitted: '看完', returned: '补充', rejected: '可以请人再看', claimed: '办好', fulfilled: '确认', disputed: '给答复',
}
export const untilWord = (state: WishState): string | null => UNTIL[state] ?? null
