import { weekStart } from '@huying/shared/wish/ask-hours.ts'
import type { Exclusion, Ring, RoutedMember, RoutingInput } from '@huying/shared/wish/routing.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { isMemberStill } from '../account/public.ts'
import { limitsOf } from './limits.ts'
import type { Wish } from './table.ts'

/** What of a member any ranking may depend on, as the database has it now. */
interface Member {
  id: string
  skills: string[]
  runningClaims: number
  lastAskedAt: Date | null
  asksThisWeek: number
  lng: number | null
  lat: number | null
  isBarred: boolean
  isAway: boolean
  houseId: string | null
  residence: string | null
  organizationArea: string
  reportsIn: string[]
}

/** Members that a place brings, by ring and the place's code. */
type Reach = ReadonlyMap<string, readonly string[]>
const key = (ring: number, place: string): string => `${ring}/${place}`

/**
 * What the rankings of some wishes depend on, read at once: three statements, however many they are. Whoever asks members
 * says so with `noteAsked`, so that the next of these wishes sees what the one before it did.
 */
export interface RoutingDesk {
  /** Everything a ranking of the wish's ring depends on. */
  inputFor(wish: Wish): RoutingInput
  /** Facts of members whom an earlier ranking found; those known already stay as they are. */
  load(ids: readonly string[]): Promise<void>
  /** What must hold at the very moment of asking: under the week's cap, a free slot, not barred, not asked for this wish. */
  mayBeAsked(wish: Wish, memberId: string): boolean
  noteAsked(wish: Wish, memberIds: readonly string[]): void
}

/** `wishes` can be looked after; of `toRank`, among them, everybody their rings reach is read. */
export async function openRoutingDesk(context: ReadContext, wishes: readonly Wish[], toRank: readonly Wish[]): Promise<RoutingDesk> {
  const { kernel, now } = context
  const limits = limitsOf(kernel)
  const [middles, reach, histories] = await Promise.all([middlesOf(context, toRank), reachOf(context, toRank), historiesOf(context, wishes)])
  const members = new Map<string, Member>()
  const load = async (ids: readonly string[]): Promise<void> => {
    const unknown = [...new Set(ids)].filter((id) => !members.has(id))
    for (const member of await readMembers(context, unknown)) members.set(member.id, member)
  }
  await load([...reach.values()].flat())

  const historyOf = (wish: Wish): History => histories.get(wish.id) ?? NO_HISTORY
  return {
    load,
    inputFor(wish) {
      const ring = wish.ring as Ring
      const middle = middles.get(placeOf(wish))!
      return {
        version: 1, wishId: wish.id, category: wish.category, ring, at: now.toISOString(), lng: middle.lng, lat: middle.lat,
        claimLimit: limits.runningClaims, weeklyCap: limits.asksAWeek,
        members: [...ringsOf(wish, reach)].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([id, nearest]) => {
          const member = members.get(id)
          return member && isInReach(member, wish) ? [toRouted(member, nearest, exclusionOf(member, wish, historyOf(wish)))] : []
        }),
      }
    },
    mayBeAsked(wish, memberId) {
      const member = members.get(memberId)
      return member !== undefined && !member.isBarred && !historyOf(wish).asked.has(memberId) && member.asksThisWeek < limits.asksAWeek && member.runningClaims < limits.runningClaims
    },
    noteAsked(wish, memberIds) {
      const { asked, had } = historyOf(wish)
      histories.set(wish.id, { asked: new Set([...asked, ...memberIds]), had })
      for (const id of memberIds) {
        const member = members.get(id)
        if (member) members.set(id, { ...member, asksThisWeek: member.asksThisWeek + 1, lastAskedAt: now })
      }
    },
  }
}

const placeOf = ({ gridCode, communityCode }: Wish): string => gridCode ?? communityCode

/** Members up to the wish's ring, each with the innermost ring that reaches them. */
function ringsOf(wish: Wish, reach: Reach): Map<string, Ring> {
  const { communityCode, townCode } = wish
  const grid = wish.gridCode ?? ''
  const places = [[1, grid], [2, communityCode], [2, grid], [3, communityCode], [4, townCode]] as const
  const rings = new Map<string, Ring>()
  for (const [ring, place] of places) {
    if (ring > wish.ring!) break
    for (const id of reach.get(key(ring, place)) ?? []) if (!rings.has(id)) rings.set(id, ring)
  }
  return rings
}

/** They live in the wish's town, belong to a branch of it, or report in there. */
const isInReach = ({ residence, organizationArea, reportsIn }: Member, { townCode }: Wish): boolean =>
  residence?.startsWith(townCode) === true || organizationArea.startsWith(townCode) || reportsIn.some((code) => code.startsWith(townCode))

const toRouted = (member: Member, ring: Ring, exclusion: Exclusion | null): RoutedMember => ({
  id: member.id, ring, skills: member.skills, runningClaims: member.runningClaims, lastAskedAt: member.lastAskedAt?.toISOString() ?? null,
  asksThisWeek: member.asksThisWeek, lng: member.lng, lat: member.lat, exclusion,
})

function exclusionOf(member: Member, wish: Wish, { asked, had }: History): Exclusion | null {
  if ([wish.beneficiaryId, wish.filerId, wish.publishedBy].includes(member.id) || (wish.houseId !== null && member.houseId === wish.houseId)) return 'own'
  if (had.has(member.id)) return 'hadIt'
  if (asked.has(member.id)) return 'askedBefore'
  if (member.isBarred) return 'barred'
  return member.isAway ? 'away' : null
}

async function middlesOf({ db: { sql } }: ReadContext, wishes: readonly Wish[]): Promise<Map<string, { lng: number; lat: number }>> {
  const codes = [...new Set(wishes.map(placeOf))]
  const rows = await sql<{ code: string; lng: number; lat: number }[]>`select code, round(lng * 1e6)::int as lng, round(lat * 1e6)::int as lat
    from areas where code = any(${codes}::text[])`
  return new Map(rows.map(({ code, ...middle }) => [code, middle]))
}

/** Who was asked for a wish before, and who had it. */
interface History {
  asked: ReadonlySet<string>
  had: ReadonlySet<string>
}
const NO_HISTORY: History = { asked: new Set(), had: new Set() }

async function historiesOf({ db: { sql } }: ReadContext, wishes: readonly Wish[]): Promise<Map<string, History>> {
  const ids = wishes.map(({ id }) => id)
  const rows = await sql<{ id: string; asked: string[]; had: string[] }[]>`select w.id, array(select member_id from wish_asks where wish_id = w.id) as asked,
      array(select member_id from wish_claims where wish_id = w.id) as had
    from unnest(${ids}::uuid[]) as w (id)`
  return new Map(rows.map(({ id, asked, had }) => [id, { asked: new Set(asked), had: new Set(had) }]))
}

/**
 * Whom each ring adds, place by place: 1 a grid, 2 a community or the compound of a grid, 3 the units that a community has,
 * 4 a town. Every part begins at an index, since the codes of what lies in a place begin with its own.
 */
async function reachOf({ db: { sql } }: ReadContext, wishes: readonly Wish[]): Promise<Reach> {
  const places = (ring: number, of: (wish: Wish) => string | null) => [...new Set(wishes.filter((wish) => wish.ring! >= ring).map(of))].filter((code) => code !== null)
  const grids = places(1, ({ gridCode }) => gridCode)
  const gridsOfTwo = places(2, ({ gridCode }) => gridCode)
  const communities = places(2, ({ communityCode }) => communityCode)
  const communitiesOfThree = places(3, ({ communityCode }) => communityCode)
  const towns = places(4, ({ townCode }) => townCode)
  const rows = await sql<{ ring: number; place: string; ids: string[] }[]>`select ring, place, array_agg(distinct account_id) as ids from (
      select 1 as ring, p.code as place, m.account_id from unnest(${grids}::text[]) as p (code) join party_members m on m.residence_grid_code = p.code
      union all select 1, p.code, m.account_id from unnest(${grids}::text[]) as p (code) join party_members m on m.report_in_codes @> array[p.code]
      union all select 2, p.code, m.account_id from unnest(${communities}::text[]) as p (code) join party_members m on m.residence_grid_code >= p.code and m.residence_grid_code < p.code || ':'
      union all select 2, p.code, m.account_id from unnest(${communities}::text[]) as p (code) join party_members m on m.report_in_codes @> array[p.code]
      union all select 2, p.code, m.account_id from unnest(${communities}::text[]) as p (code)
        join party_organizations o on o.area_code = p.code and o.unit_id is null join party_members m on m.organization_id = o.id
      union all select 2, p.code, m.account_id from unnest(${gridsOfTwo}::text[]) as p (code)
        join areas own on own.code = p.code join areas g on g.compound_id = own.compound_id join party_members m on m.residence_grid_code = g.code
      union all select 3, u.code, m.account_id from (
          select p.code, u.id from unnest(${communitiesOfThree}::text[]) as p (code) join units u on u.kind = 'stationed' and u.area_code = p.code
          union select p.code, c.paired_unit_id from unnest(${communitiesOfThree}::text[]) as p (code) join compounds c on c.community_code = p.code and c.paired_unit_id is not null
          union select p.code, k.unit_id from unnest(${communitiesOfThree}::text[]) as p (code) join associations s on s.community_code = p.code join association_members k on k.association_id = s.id
        ) u (code, id) join party_organizations o on o.unit_id = u.id join party_members m on m.organization_id = o.id
      union all select 4, p.code, m.account_id from unnest(${towns}::text[]) as p (code) join party_members m on m.residence_grid_code >= p.code and m.residence_grid_code < p.code || ':'
      union all select 4, p.code, m.account_id from unnest(${towns}::text[]) as p (code) join party_organizations o on starts_with(o.area_code, p.code) join party_members m on m.organization_id = o.id
      union all select 4, p.code, m.account_id from unnest(${towns}::text[]) as p (code)
        join party_members m on m.report_in_codes && array(select a.code from areas a where a.code >= p.code and a.code < p.code || ':')
    ) reached group by ring, place`
  return new Map(rows.map(({ ring, place, ids }) => [key(ring, place), ids]))
}

/** The facts of these accounts, as far as they are members who may claim. */
async function readMembers({ db: { sql }, now }: ReadContext, ids: readonly string[]): Promise<Member[]> {
  if (ids.length === 0) return []
  return sql<Member[]>`
    select m.account_id as id, m.skills,
      (select count(*)::int from wish_claims c where c.member_id = m.account_id and c.state = 'running') as "runningClaims",
      (select max(s.asked_at) from wish_asks s where s.member_id = m.account_id) as "lastAskedAt",
      (select count(*)::int from wish_asks s where s.member_id = m.account_id and s.asked_at >= ${weekStart(now)}) as "asksThisWeek",
      round(g.lng * 1e6)::int as lng, round(g.lat * 1e6)::int as lat,
      coalesce(m.barred_until > ${now}, false) as "isBarred", coalesce((m.availability ->> 'away')::boolean, false) as "isAway", a.house_id as "houseId",
      m.residence_grid_code as residence, o.area_code as "organizationArea", coalesce(m.report_in_codes, '{}') as "reportsIn"
    from party_members m join accounts a on a.id = m.account_id join party_organizations o on o.id = m.organization_id
      left join areas g on g.code = coalesce(m.residence_grid_code, o.area_code)
    where m.account_id = any(${[...ids]}::uuid[]) and a.state = 'active' and ${isMemberStill(sql, sql`m.account_id`, now)}`
}
