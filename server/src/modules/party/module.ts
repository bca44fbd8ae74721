import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { partyContract } from '@huying/shared/party/contract.ts'
import { accountOf } from '../../kernel/context.ts'
import { read, type Module } from '../../kernel/module.ts'
import { decodeMember, encodeMember } from './member-cursor.ts'
import { mayReadMembers } from './policy.ts'
import { findOrganization, listMembers, readOrganizations } from './queries.ts'

/** Party organizations and who is in them, as their members see each other. */
export const partyModule: Module = {
  name: 'party',
  routes: [
    read(partyContract.organizations, async (context) => ({ items: await readOrganizations(context) })),
    read(partyContract.members, async (context, { params, query }) => {
      const organization = await findOrganization(context, params.id)
      if (organization === null || !mayReadMembers(context.actor, organization)) throw kernelErrors.NOT_FOUND()
      const rows = await listMembers(context, organization.id, decodeMember(query.cursor), query.limit)
      const shown = rows.slice(0, query.limit)
      const me = accountOf(context)
      return {
        items: shown.map(({ id, who, organization, skills }) => ({ id, who, organization, skills, isMe: id === me })),
        nextCursor: rows.length > query.limit ? encodeMember(shown.at(-1)!) : null,
      }
    }),
  ],
}
