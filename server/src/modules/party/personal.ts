import type { PersonalDuty } from '../../kernel/personal-data.ts'

export const partyPersonal: PersonalDuty = {
  module: 'party',
  /** The roll itself is the party organization's; here it serves nothing but helping through this account. */
  async erase({ tx: { sql } }, accountId) {
    await sql`delete from party_members where account_id = ${accountId}`
    await sql`update association_members set secretary_id = null where secretary_id = ${accountId}`
  },
  async collect({ db: { sql } }, accountId) {
    const items = await sql`select o.name as organization, m.residence_grid_code as "residenceGridCode", m.report_in_codes as "reportInCodes",
        m.is_retired as "isRetired", m.skills, m.availability, m.barred_until as "barredUntil"
      from party_members m join party_organizations o on o.id = m.organization_id where m.account_id = ${accountId}`
    return [{ name: 'membership', title: '党员信息', items: [...items] }]
  },
}
