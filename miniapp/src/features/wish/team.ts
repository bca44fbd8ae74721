import type { Answer } from '@huying/shared/kernel/endpoint'
import type { partyContract } from '@huying/shared/party/contract'
import { SKILLS } from '@huying/shared/wish/catalogue'

export type Organization = Answer<typeof partyContract.organizations>['items'][number]
export type Member = Answer<typeof partyContract.members>['items'][number]

/** Whoever helps beside the contact, and what they take on. */
export interface Helper {
  memberId: string
  who: string
  share: string
}

/** What is kept on the phone until the team has claimed; plain data. */
export interface TeamDraft {
  /** Null: the nearest organization that has somebody to ask. */
  organizationId: string | null
  ownShare: string
  helpers: Helper[]
}

export const NO_TEAM: TeamDraft = { organizationId: null, ownShare: '', helpers: [] }

/** The contact is one of them. */
export const MOST_MEMBERS = 20
export const SHARE_LETTERS = 50

/** In whose name the team claims: as chosen, else the nearest organization with more than one member; null where there is none. */
export const organizationOf = (organizations: readonly Organization[], { organizationId }: TeamDraft): Organization | null =>
  organizations.find(({ id }) => id === organizationId) ?? organizations.find(({ members }) => members > 1) ?? null

/** Asks this member along, or no longer; nobody beyond the most. */
export function turned(helpers: readonly Helper[], { id, who }: Pick<Member, 'id' | 'who'>): Helper[] {
  if (helpers.some(({ memberId }) => memberId === id)) return helpers.filter(({ memberId }) => memberId !== id)
  return helpers.length + 1 >= MOST_MEMBERS ? [...helpers] : [...helpers, { memberId: id, who, share: '' }]
}

export const shared = (helpers: readonly Helper[], memberId: string, share: string): Helper[] =>
  helpers.map((helper) => (helper.memberId === memberId ? { ...helper, share } : helper))

/** The first thing that is missing: at `memberId`, at the contact's own share, or altogether. */
export function teamFault({ ownShare, helpers }: TeamDraft): { at: 'helpers' | 'own' | { memberId: string }; words: string } | null {
  if (helpers.length === 0) return { at: 'helpers', words: '先选一起来帮的人' }
  if (ownShare.trim() === '') return { at: 'own', words: '写一句您做什么' }
  const idle = helpers.find(({ share }) => share.trim() === '')
  return idle ? { at: { memberId: idle.memberId }, words: `写一句 ${idle.who} 做什么` } : null
}

/** The claim's body; the contact comes first. */
export const teamBody = (organizationId: string, contactId: string, { ownShare, helpers }: TeamDraft) => ({
  team: {
    organizationId, contactId,
    members: [{ memberId: contactId, share: ownShare.trim() }, ...helpers.map(({ memberId, share }) => ({ memberId, share: share.trim() }))],
  },
})

/** As many skills as a line has room for. */
const SKILLS_SHOWN = 3
const skillLabel = (code: string): string => SKILLS.find((skill) => skill.code === code)?.label ?? ''

/** 一网格党小组 · 会水电维修、教用手机. */
export const memberWords = ({ organization, skills }: Pick<Member, 'organization' | 'skills'>): string =>
  [organization, skills.length > 0 && `会${skills.slice(0, SKILLS_SHOWN).map(skillLabel).filter(Boolean).join('、')}`].filter(Boolean).join(' · ')
