import type { Subscriber } from '../../kernel/module.ts'

/** WeChat's number for the permission to use the phone number. */
const PHONE = 8

export const accountSubscribers: readonly Subscriber[] = [
  {
    name: 'account.forget-phone',
    on: ['wechat.authorizationRevoked'],
    async handle({ tx }, { data }) {
      const { accountId, fields } = data as { accountId: string; fields: number[] }
      if (fields.includes(PHONE)) await tx.sql`update accounts set phone = null, phone_index = null where id = ${accountId}`
    },
  },
]
