import type { PersonalDuty } from '../../kernel/personal-data.ts'

export const notificationPersonal: PersonalDuty = {
  module: 'notification',
  async erase({ tx: { sql } }, accountId) {
    await sql`delete from wechat_messages where account_id = ${accountId}`
    await sql`delete from inbox_messages where account_id = ${accountId}`
    await sql`delete from message_credits where account_id = ${accountId}`
  },
  async collect({ db: { sql } }, accountId) {
    const items = await sql`select kind, title, body, created_at as "createdAt", read_at as "readAt" from inbox_messages where account_id = ${accountId} order by created_at, id`
    return [{ name: 'inbox', title: '收到的消息', items: [...items] }]
  },
}
