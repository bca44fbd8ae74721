import { SKILLS, WISH_CATEGORIES } from '@huying/shared/wish/catalogue'
import { rankMembers, type Exclusion, type RoutedMember, type Ring, type RoutingInput } from '@huying/shared/wish/routing'
import { LEFT_OUT_WORDS, whyAsked } from '@huying/shared/wish/routing-words'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const AT = Date.parse('2027-03-01T01:00:00.000Z')
const DAY_MS = 86_400_000

const someMember: fc.Arbitrary<RoutedMember> = fc.record({
  id: fc.uuid(),
  ring: fc.constantFrom<Ring>(1, 2, 3, 4),
  skills: fc.subarray(SKILLS.map((skill) => skill.code), { maxLength: 4 }),
  runningClaims: fc.integer({ min: 0, max: 4 }),
  lastAskedAt: fc.option(fc.integer({ min: 0, max: 400 }).map((days) => new Date(AT - days * DAY_MS).toISOString())),
  asksThisWeek: fc.integer({ min: 0, max: 7 }),
  lng: fc.option(fc.integer({ min: 110_700_000, max: 111_000_000 })),
  lat: fc.option(fc.integer({ min: 33_300_000, max: 33_700_000 })),
  exclusion: fc.option(fc.constantFrom<Exclusion>('barred', 'away', 'askedBefore', 'hadIt', 'own'), { freq: 4 }),
})

const someInput: fc.Arbitrary<RoutingInput> = fc.record({
  version: fc.constant(1 as const),
  wishId: fc.uuid(),
  category: fc.constantFrom(...WISH_CATEGORIES.map((category) => category.code)),
  ring: fc.constantFrom<Ring>(1, 2, 3, 4),
  at: fc.constant(new Date(AT).toISOString()),
  lng: fc.constant(110_880_000),
  lat: fc.constant(33_530_000),
  claimLimit: fc.constant(3),
  weeklyCap: fc.constant(5),
  members: fc.uniqueArray(someMember, { selector: (member) => member.id, maxLength: 40 }),
})

const idsOf = (input: RoutingInput): string[] => rankMembers(input).ranked.map((member) => member.id)
const withMember = (input: RoutingInput, member: RoutedMember): RoutingInput => ({
  ...input, members: input.members.map((other) => (other.id === member.id ? member : other)),
})

test('the same input gives the same bytes, whatever order the members come in', () => {
  fc.assert(fc.property(someInput, (input) => {
    const once = JSON.stringify(rankMembers(input))
    expect(JSON.stringify(rankMembers(JSON.parse(JSON.stringify(input)) as RoutingInput))).toBe(once)
    expect(idsOf({ ...input, members: input.members.toReversed() })).toEqual(idsOf(input))
  }))
})

test('nobody outside the ring, over the week’s cap, without a free slot or excluded is ranked; everybody else is', () => {
  fc.assert(fc.property(someInput, (input) => {
    const { ranked, leftOut } = rankMembers(input)
    const may = input.members.filter(
      (member) => member.ring <= input.ring && member.exclusion === null && member.runningClaims < 3 && member.asksThisWeek < 5,
    )
    expect(new Set(ranked.map((member) => member.id))).toEqual(new Set(may.map((member) => member.id)))
    expect(ranked.length + leftOut.length).toBe(input.members.length)
    for (const { reason } of leftOut) expect(LEFT_OUT_WORDS[reason]).toMatch(/\p{Script=Han}/u)
  }))
})

test('a better fit never costs a place', () => {
  const better = fc.constantFrom<(member: RoutedMember, input: RoutingInput) => RoutedMember>(
    (member, input) => ({ ...member, skills: [...member.skills, ...WISH_CATEGORIES.find((entry) => entry.code === input.category)!.skills] }),
    (member) => ({ ...member, runningClaims: Math.max(0, member.runningClaims - 1) }),
    (member) => ({ ...member, lastAskedAt: member.lastAskedAt && new Date(Date.parse(member.lastAskedAt) - 30 * DAY_MS).toISOString() }),
    (member) => ({ ...member, lastAskedAt: null }),
    (member, input) => ({ ...member, lng: input.lng, lat: input.lat }),
  )
  fc.assert(fc.property(someInput, better, fc.nat(), (input, improve, pick) => {
    const before = idsOf(input)
    const id = before[pick % Math.max(1, before.length)]
    if (id === undefined) return
    const member = input.members.find((one) => one.id === id)!
    expect(idsOf(withMember(input, improve(member, input))).indexOf(id)).toBeLessThanOrEqual(before.indexOf(id))
  }))
})

test('one more member reorders nobody', () => {
  fc.assert(fc.property(someInput, someMember, (input, newcomer) => {
    if (input.members.some((member) => member.id === newcomer.id)) return
    const after = idsOf({ ...input, members: [...input.members, newcomer] })
    expect(after.filter((id) => id !== newcomer.id)).toEqual(idsOf(input))
  }))
})

test('skill comes before free slots, then weeks since asked, then nearness, then the hash', () => {
  const member = (id: string, facts: Partial<RoutedMember>): RoutedMember => ({
    id, ring: 1, skills: [], runningClaims: 2, lastAskedAt: new Date(AT).toISOString(), asksThisWeek: 0, lng: 110_980_000, lat: 33_530_000, exclusion: null, ...facts,
  })
  const input: RoutingInput = {
    version: 1, wishId: '00000000-0000-7000-8000-000000000000', category: 'repair', ring: 1, at: new Date(AT).toISOString(), lng: 110_880_000, lat: 33_530_000,
    claimLimit: 3, weeklyCap: 5, members: [
      member('near', { lng: 110_880_000 }), member('never', { lastAskedAt: null }), member('weeks', { lastAskedAt: new Date(AT - 20 * DAY_MS).toISOString() }),
      member('free', { runningClaims: 0 }), member('skilled', { skills: ['plumbing'] }), member('nothing', {}), member('six-days', { lastAskedAt: new Date(AT - 6 * DAY_MS).toISOString(), lng: null }),
    ],
  }
  const { ranked } = rankMembers(input)
  expect(ranked.map((one) => one.id)).toEqual(['skilled', 'free', 'never', 'weeks', 'near', 'nothing', 'six-days'])
  // 0.1° of longitude at 33.53° north is 9.27 km: 37 whole steps of 250 m.
  expect(ranked.find((one) => one.id === 'nothing')!.distanceSteps).toBe(37)
})

test('every asked member reads why in one Chinese sentence', () => {
  fc.assert(fc.property(someInput, (input) => {
    for (const ranked of rankMembers(input).ranked) expect(whyAsked(ranked)).toMatch(/^[^\n]{5,60}。$/u)
  }))
})

test('3,247 members are ranked in under 20 ms', () => {
  const members = fc.sample(fc.uniqueArray(someMember, { selector: (member) => member.id, minLength: 500, maxLength: 500 }), { numRuns: 1, seed: 7 })[0]!
  const many = Array.from({ length: 3247 }, (_, i) => ({ ...members[i % members.length]!, id: `${i}-${members[i % members.length]!.id}` }))
  const input: RoutingInput = { ...fc.sample(someInput, { numRuns: 1, seed: 7 })[0]!, ring: 4, members: many }
  const runs = Array.from({ length: 15 }, () => {
    const started = performance.now()
    rankMembers(input)
    return performance.now() - started
  })
  expect(runs.toSorted((a, b) => a - b)[7]).toBeLessThan(20)
})

test('everybody who may be asked is asked in the end, each once, if the ring lasts long enough', () => {
  fc.assert(fc.property(someInput, fc.integer({ min: 1, max: 10 }), (input, wave) => {
    const eligible = new Set(idsOf(input))
    const asked: string[] = []
    // Before every wave the members are ranked anew: whoever was asked meanwhile is out, and nobody is passed over for good.
    const nextWave = () => idsOf({ ...input, members: input.members.map((member) => (asked.includes(member.id) ? { ...member, exclusion: 'askedBefore' as const } : member)) }).slice(0, wave)
    for (let next = nextWave(); next.length > 0; next = nextWave()) asked.push(...next)
    expect(new Set(asked)).toEqual(eligible)
    expect(asked).toHaveLength(eligible.size)
  }))
})
