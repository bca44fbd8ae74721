import type { Association } from './associations.ts'
import { termAt } from './associations.ts'
import type { ComplaintLife } from './complaints-life.ts'
import { dutyAt } from './complaints-place.ts'
import { areRelated } from './demands-suggest.ts'
import type { DemandLife } from './demands-life.ts'
import type { Community, Town } from './geography.ts'
import type { Doer } from './ledger.ts'
import { asHolder, type Held } from './offices.ts'
import type { Unit } from './units.ts'
import type { StoryWorld } from './world.ts'

/** Who acts in a story. Each story draws a lot once, so that the same people stay with it. */
export class Cast {
  constructor(
    private readonly world: StoryWorld,
    private readonly nowMs: number,
    private readonly lot: number,
  ) {}

  private one(held: readonly Held[], except: readonly (string | null)[] = [], turn = 0): Held {
    const free = held.filter(({ account }) => !except.includes(account))
    return (free.length > 0 ? free : held)[(this.lot + turn) % (free.length || held.length)]!
  }

  worker(community: Community, except: readonly (string | null)[] = []): Doer {
    return asHolder(this.one(this.world.staff.workers.get(community.code)!, except))
  }

  street(town: Town, turn = 0): Doer {
    return asHolder(this.one(this.world.staff.street.get(town.code)!, [], turn))
  }

  county(except: string | null = null): Doer {
    return asHolder(this.one(this.world.staff.county, [except]))
  }

  callBack(town: Town, except: string | null): Doer {
    return asHolder(this.one(this.world.staff.callBack.get(town.code)!, [except]))
  }

  handler(unit: Unit): Doer {
    return asHolder(this.one(unit.handlers))
  }

  /** Whoever has the complaint's desk then. */
  desk({ desk, matter }: ComplaintLife, atMs: number): Doer {
    const { spot, reporter } = matter
    if (desk === 'town' || spot.community === null) return this.street(spot.town)
    const duty = desk === 'grid' && spot.grid ? dutyAt(this.world, spot.grid, atMs, this.nowMs) : null
    return duty && duty.account !== reporter ? asHolder(duty) : this.worker(spot.community, [reporter])
  }

  /** A community worker, or the street where no community may act. */
  community({ matter, desk }: ComplaintLife): Doer {
    const { spot, reporter } = matter
    return desk === 'town' || spot.community === null || matter.aboutRole !== null ? this.street(spot.town) : this.worker(spot.community, [reporter])
  }

  chair(association: Association, atMs: number): { by: Doer; unit: Unit } {
    const { id, held, unit } = termAt(association, atMs)
    return { by: { account: held.account, appointment: id, role: 'chair' }, unit }
  }

  /** The owner at that instant; at level 0 a chair whose unit is involved stands aside for the street. */
  owner({ level, entry }: DemandLife, atMs: number, involved: readonly Unit[]): Doer {
    if (level === 2) return this.county()
    if (level === 1 || entry.association === null) return this.street(entry.town)
    const { by, unit } = this.chair(entry.association, atMs)
    return involved.some((other) => areRelated(unit, other)) ? this.street(entry.town) : by
  }

  /** Who decides over the owner: the street over a chair, the county over the street, another county officer at the top. */
  nextLevel({ level, entry }: DemandLife, owner: Doer): Doer {
    return level === 0 ? this.street(entry.town, owner.role === 'streetOfficer' ? 1 : 0) : this.county(owner.account)
  }

  verifier({ entry }: DemandLife, except: readonly (string | null)[]): Doer {
    return entry.community ? this.worker(entry.community, except) : this.street(entry.town)
  }
}
