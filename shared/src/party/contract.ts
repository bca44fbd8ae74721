import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { id } from '../kernel/schema.ts'

/** 街道党工委 > 社区党总支 > 小区党支部 > 网格党小组 > 党员中心户, sector committees and the branches of units. */
export const ORGANIZATION_LEVELS = ['streetCommittee', 'generalBranch', 'compoundBranch', 'gridGroup', 'memberHousehold', 'sector', 'unitBranch'] as const

const organization = z.object({
  id: z.string(),
  name: z.string(),
  level: z.enum(ORGANIZATION_LEVELS),
  /** Of it and of all below it, oneself included. */
  members: z.number(),
})

/** 刘*平, with their own organization and what they offer: codes of the skills catalogue. */
const member = z.object({ id: z.string(), who: z.string(), organization: z.string(), skills: z.array(z.string()), isMe: z.boolean() })

export const partyContract = {
  organizations: endpoint({
    name: 'party.organizations', method: 'GET', path: '/party-organizations', who: 'account',
    summary: '我所在的党组织和上级党组织，书记还有自己管的；最近的在前', answer: z.object({ items: z.array(organization) }),
  }),
  members: endpoint({
    name: 'party.members', method: 'GET', path: '/party-organizations/:id/members', who: 'account',
    summary: '这个党组织和下级的党员，自己所在的支部在前', params: z.object({ id }), query: z.object(pageQuery), answer: page(member),
  }),
}
