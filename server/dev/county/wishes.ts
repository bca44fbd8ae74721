import { WISH_CATEGORIES, type WishCategoryCode } from '@huying/shared/wish/catalogue'
import { bigrams } from '../../src/kernel/bigrams.ts'
import { PgArray } from './copy-bytes.ts'
import { asResident, type Ledger } from './ledger.ts'
import { asHolder } from './offices.ts'
import { Random } from './random.ts'
import { DAY_MS, during, Numbers } from './times.ts'
import { WISH_TEXTS } from './wish-texts.ts'
import type { Life } from './wishes-life.ts'
import { WishPlot } from './wishes-plot.ts'
import { scripts, type WishScript } from './wishes-scripts.ts'
import type { WishTables } from './wishes-tables.ts'
import { anyGrid, residentOf, type World } from './world.ts'

const YEAR_OF_WISHES = 4_000
const CATEGORY_WEIGHTS: Record<WishCategoryCode, number> = {
  repair: 16, digital: 11, errand: 10, transport: 7, learning: 9, household: 8, haircut: 6, culture: 5, farming: 6, work: 4, advice: 5,
  neighbourly: 5, health: 4, hardship: 3, child: 3, alone: 4,
}
const PUBLISHED_STATES: readonly string[] = ['open', 'claimed', 'fulfilled', 'disputed', 'confirmed']

export async function writeWishes(world: World, ledger: Ledger, tables: WishTables, scale: number): Promise<void> {
  const random = new Random('wishes')
  const writer = new WishWriter(world, ledger, tables, random)
  for (const script of scripts(world, random)) writer.play(script)
  const count = Math.round(YEAR_OF_WISHES * scale)
  const times = Array.from({ length: count }, (_, i) => {
    // One in five is of the last fortnight, so that every desk has work.
    const age = i % 5 === 0 ? random.float() * 14 : random.float() * 364
    return during(random, ledger.nowMs - DAY_MS - age * DAY_MS, 7, 22)
  }).sort((a, b) => a - b)
  for (const at of times) {
    writer.live(at)
    await Promise.all([ledger.breathe(), tables.wishes.breathe(), tables.claims.breathe(), tables.notes.breathe()])
  }
}

class WishWriter {
  private readonly numbers = new Numbers(5)
  /** Wishes alive by beneficiary and claims running by member, so that nobody is over their limit. */
  private readonly liveOf = new Map<number, number>()
  private readonly runningOf = new Map<number, number>()
  private readonly plot: WishPlot

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly tables: WishTables,
    private readonly random: Random,
  ) {
    this.plot = new WishPlot(world, ledger, random, this.runningOf)
  }

  play(script: WishScript): void {
    const { nowMs } = this.ledger
    const daysBack = script.target === 'unmet' ? 63 : 1
    const at = during(this.random, nowMs - daysBack * DAY_MS, 8, 9)
    this.write(at, script.beneficiary, script)
  }

  live(at: number): void {
    const grid = anyGrid(this.world, this.random)
    const beneficiary = residentOf(this.world, grid, this.random)
    if ((this.liveOf.get(beneficiary) ?? 0) >= 1) return this.live(at)
    this.write(at, beneficiary, undefined)
  }

  private write(at: number, beneficiary: number, script: WishScript | undefined): void {
    const { world, random, ledger } = this
    const { people } = world
    const grid = people.grid(beneficiary)
    const category = script?.category ?? random.weighted(CATEGORY_WEIGHTS)
    const [title, pattern] = random.pick(WISH_TEXTS[category])
    const story = pattern.replaceAll('{place}', grid.compound?.name ?? grid.community.name)
    const id = random.uuid(at)
    const leader = world.staff.gridLeaders[grid.index]!.a
    const isFiled = script === undefined && random.chance(0.06) && leader.person !== beneficiary
    const filer = isFiled ? asHolder(leader) : asResident(people.id(beneficiary))
    const life: Life = {
      chain: ledger.open('wish', id, random), script, beneficiary, publishedMs: null, publisher: null, ring: 1, claim: null, claims: [], notes: [], contactMs: null, disputes: 0, fulfilledMs: null, confirmedMs: null, confirmedBy: null, rating: null, thanks: null,
      thanksVerdict: null, thanksOfferedMs: null, thanksAgreedMs: null, reasonCode: null, reason: null,
    }
    life.chain.add(at, filer, 'submit', 'submitted', { category })
    life.chain.start('review', '2wd')
    this.plot.review(life)
    life.chain.close()
    this.count(life)

    const iso = (ms: number | null) => (ms === null ? null : new Date(ms))
    const isPublished = PUBLISHED_STATES.includes(life.chain.state!) || life.publishedMs !== null
    const claim = life.claim
    this.tables.wishes.row([
      ...life.chain.columns(), this.numbers.next(at), people.id(beneficiary), filer.account,
      isFiled ? ledger.cipher.seal({ table: 'wishes', column: 'on_behalf_name', row: id }, people.name(beneficiary)) : null,
      isFiled ? '本人当面口头委托' : null, category, WISH_CATEGORIES.some((entry) => entry.code === category && entry.isSensitive), title, story,
      isPublished ? title : null, random.chance(0.88), grid.code, grid.community.code, grid.community.town.code,
      people.house(beneficiary).id, random.chance(0.97) ? 'pass' : 'review', life.reasonCode, life.reason,
      iso(life.publishedMs), life.publisher?.account, isPublished ? life.ring : null, claim?.id, claim?.member.account, iso(claim?.atMs ?? null),
      iso(claim ? life.contactMs : null), life.disputes, iso(life.fulfilledMs), iso(life.confirmedMs), life.confirmedBy, life.rating, life.thanks,
      life.thanksVerdict, iso(life.thanksOfferedMs), iso(life.thanksAgreedMs), new PgArray(isPublished ? bigrams(title) : []),
    ])
    for (const { id: claimId, member, state, atMs, endedMs, reason } of life.claims)
      this.tables.claims.row([claimId, id, member.account, member.organization.id, state, new Date(atMs), iso(endedMs), reason])
    for (const note of life.notes)
      this.tables.notes.row([note.id, id, note.claimId, note.kind, new Date(note.atMs), note.author, note.text])
  }

  private count({ chain, beneficiary, claim }: Life): void {
    if (['submitted', 'returned', 'open', 'claimed', 'fulfilled', 'disputed'].includes(chain.state!))
      this.liveOf.set(beneficiary, (this.liveOf.get(beneficiary) ?? 0) + 1)
    if (claim?.state === 'running') this.runningOf.set(claim.member.person, (this.runningOf.get(claim.member.person) ?? 0) + 1)
  }
}
