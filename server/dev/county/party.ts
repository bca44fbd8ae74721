import { SKILLS } from '@huying/shared/wish/catalogue'
import type { TableWriter } from './copy.ts'
import { Json, PgArray } from './copy-bytes.ts'
import type { Community, Compound, Geography, Grid, Town } from './geography.ts'
import type { Held, Offices } from './offices.ts'
import { around, type People } from './people.ts'
import { Random } from './random.ts'
import type { Unit, Units } from './units.ts'

export interface Organization {
  id: string
  level: 'streetCommittee' | 'generalBranch' | 'compoundBranch' | 'gridGroup' | 'memberHousehold' | 'unitBranch'
  name: string
  parent: Organization | null
  path: string[]
  areaCode: string
  compound: Compound | null
  unit: Unit | null
  secretary: Held | null
}

export interface Member {
  person: number
  account: string
  organization: Organization
  residence: Grid
  reportIn: string[]
  isRetired: boolean
  held: Held
}

export interface Party {
  organizations: Organization[]
  members: Member[]
  /** Serving members by the town they live in. */
  byTown: Map<string, Member[]>
  branchOf: Map<Unit, Organization>
  generalBranchOf: Map<Community, Organization>
}

export const ORGANIZATION_COLUMNS = ['id', 'level', 'name', 'parent_id', 'path', 'area_code', 'compound_id', 'unit_id']
export const MEMBER_COLUMNS = ['account_id', 'organization_id', 'residence_grid_code', 'report_in_codes', 'is_retired', 'skills', 'availability']

/** The five levels of the main town, and its members, at their real numbers. */
const MAIN_TOWN = { compoundBranches: 33, gridGroups: 38, householdsPerGroup: 28, serving: 2000, inUnits: 860, retired: 420 }
const COUNTY = { serving: 3247, retired: 500 }
const MOST_REPORT_INS = 2

/** Builds organizations top down, then fills them with members who live there. */
export class PartyBuilder {
  private readonly random = new Random('party')
  readonly party: Party = { organizations: [], members: [], byTown: new Map(), branchOf: new Map(), generalBranchOf: new Map() }

  constructor(
    private readonly geography: Geography,
    private readonly units: Units,
    private readonly people: People,
    private readonly offices: Offices,
    private readonly scale: number,
    private readonly createdMs: number,
  ) {}

  build(): Party {
    for (const town of this.geography.towns) {
      const urban = town.communities.filter(({ isUrban }) => isUrban)
      if (urban.length > 0) this.mainTown(town, urban)
    }
    const others = this.geography.towns.filter((town) => !town.communities.some(({ isUrban }) => isUrban))
    others.forEach((town, i) => this.otherTown(town, i, others.length))
    return this.party
  }

  private scaled(count: number): number {
    return Math.max(1, Math.round(count * this.scale))
  }

  private organization(level: Organization['level'], name: string, parent: Organization | null, areaCode: string, extra: Partial<Pick<Organization, 'compound' | 'unit'>> = {}): Organization {
    const id = this.random.uuid(this.createdMs)
    const organization: Organization = {
      id, level, name, parent, path: [...(parent?.path ?? []), id], areaCode, compound: extra.compound ?? null, unit: extra.unit ?? null, secretary: null,
    }
    this.party.organizations.push(organization)
    return organization
  }

  private join(person: number, organization: Organization, options: { isRetired?: boolean; key?: string } = {}): Member {
    const { random, people } = this
    const residence = people.grid(person)
    const isRetired = options.isRetired ?? false
    const elsewhere = residence.community.town.communities.filter((community) => community !== residence.community)
    const reportIn = organization.unit && !isRetired ? [residence.community.code] : []
    if (organization.unit && !isRetired && reportIn.length < MOST_REPORT_INS && random.chance(0.2)) reportIn.push(random.pick(elsewhere).code)
    const held = this.offices.appoint(person, 'member', 'partyOrganization', organization.id)
    const member: Member = { person, account: people.id(person), organization, residence, reportIn, isRetired, held }
    this.party.members.push(member)
    if (!isRetired) {
      const town = residence.community.town.code
      this.party.byTown.set(town, [...(this.party.byTown.get(town) ?? []), member])
    }
    if (options.key) this.offices.present(person, options.key)
    return member
  }

  private lead(member: Member, organization: Organization, key?: string): void {
    const held = this.offices.appoint(member.person, 'secretary', 'partyOrganization', organization.id)
    organization.secretary ??= held
    if (key) this.offices.present(member.person, key)
  }

  private mainTown(town: Town, urban: readonly Community[]): void {
    const { people, random } = this
    const committee = this.organization('streetCommittee', `${town.name}党工委`, null, town.code)
    const [first] = urban
    const branches: Organization[] = []
    const groups: Organization[] = []
    urban.forEach((community, i) => {
      const general = this.organization('generalBranch', `${community.name}党总支`, committee, community.code)
      this.party.generalBranchOf.set(community, general)
      const count = shareOf(MAIN_TOWN.compoundBranches, i, urban.length)
      for (const compound of community.compounds.slice(0, count))
        branches.push(this.organization('compoundBranch', `${compound.name}党支部`, general, community.code, { compound }))
    })
    branches.forEach((branch, i) => {
      for (let g = 0; g < shareOf(MAIN_TOWN.gridGroups, i, branches.length); g++) {
        const grid = branch.compound!.grids[g % branch.compound!.grids.length]!
        groups.push(this.organization('gridGroup', `${grid.name}党小组`, branch, grid.code, { compound: branch.compound }))
      }
    })

    // Those a visitor may log in as come first, in the first grid.
    const home = first!.grids[0]!
    const [firstBranch] = branches
    this.join(people.take([home]), firstBranch!, { key: 'member' })
    this.join(people.take([home]), firstBranch!, { key: 'member-same-grid' })
    this.join(people.take(around(home), 60, 80), firstBranch!, { key: 'member-retired', isRetired: true })
    for (const branch of branches) {
      const community = branch.compound!.community
      this.lead(this.join(people.takeIn(community, random), branch), branch, 'secretary')
      if (branch === firstBranch) this.lead(this.join(people.takeIn(community, random), branch), branch, 'second-secretary')
    }
    for (const community of urban) {
      const general = this.party.generalBranchOf.get(community)!
      this.lead(this.join(people.takeIn(community, random), general), general, 'secretary')
    }
    this.lead(this.join(people.takeIn(first!, random), committee), committee, 'secretary')

    this.unitBranches(town, urban, committee)
    const retired = this.scaled(MAIN_TOWN.retired)
    const serving = this.scaled(MAIN_TOWN.serving)
    this.households(groups, retired, serving)
  }

  /** Branches of departments and stationed units; their members live all over the seat and report in at home. */
  private unitBranches(town: Town, urban: readonly Community[], committee: Organization): void {
    const { people, random } = this
    const units = this.units.all.filter((unit) => unit.kind === 'department' || unit.kind === 'stationed' || unit.code === `town-${town.code}`)
    const total = Math.max(units.length, this.scaled(MAIN_TOWN.inUnits))
    units.forEach((unit, i) => {
      const branch = this.organization('unitBranch', `${unit.name}党支部`, unit.kind === 'department' ? null : committee, town.code, { unit })
      this.party.branchOf.set(unit, branch)
      const secretary = this.join(people.takeIn(random.pick(urban), random, 30, 59), branch)
      this.lead(secretary, branch)
      for (let m = 1; m < shareOf(total, i, units.length); m++) this.join(people.takeIn(random.pick(urban), random), branch, { key: 'member' })
    })
  }

  /** Member households: one head each, of whom some are retired; the rest of the members join the groups. */
  private households(groups: readonly Organization[], retired: number, serving: number): void {
    const { people, random } = this
    const perGroup = this.scaled(MAIN_TOWN.householdsPerGroup)
    let retiredLeft = retired - this.party.members.filter(({ isRetired }) => isRetired).length
    let servingLeft = serving - this.party.members.filter(({ isRetired }) => !isRetired).length
    const gridOf = (group: Organization): Grid[] => group.compound!.grids
    const add = (organization: Organization, grids: readonly Grid[]): void => {
      const isRetired = retiredLeft > 0 && (servingLeft <= 0 || random.chance(retiredLeft / (retiredLeft + servingLeft)))
      if (isRetired) retiredLeft--
      else servingLeft--
      const home = random.pick(grids)
      this.join(isRetired ? people.take(around(home), 60, 85) : people.take(around(home)), organization, { isRetired, key: isRetired ? 'member-retired' : 'member' })
    }
    for (const group of groups)
      for (let h = 0; h < perGroup; h++) {
        const household = this.organization('memberHousehold', `${group.name}第${h + 1}党员中心户`, group, group.areaCode, { compound: group.compound })
        add(household, gridOf(group))
      }
    const areLeft = () => servingLeft > 0 || retiredLeft > 0
    for (let i = 0; areLeft(); i++) {
      const group = groups[i % groups.length]!
      add(group, gridOf(group))
    }
  }

  /** A town's committee with a branch in every village and one in its government. */
  private otherTown(town: Town, index: number, count: number): void {
    const { people, random } = this
    const committee = this.organization('streetCommittee', `${town.name}党委`, null, town.code)
    const unit = this.units.byCode.get(`town-${town.code}`)!
    const government = this.organization('unitBranch', `${unit.name}党支部`, committee, town.code, { unit })
    this.party.branchOf.set(unit, government)
    this.lead(this.join(people.takeIn(random.pick(town.communities), random), committee), committee)
    const key = index === 0 ? 'member-other-town' : undefined
    if (key) this.join(people.takeIn(town.communities[0]!, random), government, { key })
    const branches = town.communities.map((community) => {
      const branch = this.organization('unitBranch', `${community.name}党支部`, committee, community.code)
      this.lead(this.join(people.takeIn(community, random), branch), branch)
      return { community, branch }
    })
    const rest = (county: number, mainTown: number, isRetired: boolean) =>
      shareOf(Math.max(count, this.scaled(county) - this.scaled(mainTown)), index, count) -
      this.party.members.filter((member) => member.isRetired === isRetired && member.residence.community.town === town).length
    const serving = rest(COUNTY.serving, MAIN_TOWN.serving, false)
    for (let i = 0; i < serving; i++) {
      const { community, branch } = branches[i % branches.length]!
      this.join(people.takeIn(community, random), i % 8 === 0 ? government : branch, { ...(key && { key }) })
    }
    const retired = rest(COUNTY.retired, MAIN_TOWN.retired, true)
    for (let i = 0; i < retired; i++) {
      const { community, branch } = branches[i % branches.length]!
      this.join(people.takeIn(community, random, 60, 85), branch, { isRetired: true })
    }
  }
}

/** The i-th of n whole shares of a total. */
const shareOf = (total: number, i: number, n: number): number => Math.floor((total * (i + 1)) / n) - Math.floor((total * i) / n)

export async function writeOrganizations(party: Party, table: TableWriter): Promise<void> {
  for (const { id, level, name, parent, path, areaCode, compound, unit } of party.organizations) {
    table.row([id, level, name, parent?.id, new PgArray(path), areaCode, compound?.id, unit?.id])
    await table.breathe()
  }
}

export async function writeMembers(party: Party, table: TableWriter): Promise<void> {
  const random = new Random('skills')
  const codes = SKILLS.map(({ code }) => code)
  for (const { account, organization, residence, reportIn, isRetired } of party.members) {
    const skills = random.shuffle(codes).slice(0, random.between(1, 3)).sort()
    table.row([account, organization.id, residence.code, new PgArray(reportIn), isRetired, new PgArray(skills), new Json({})])
    await table.breathe()
  }
}
