/** Whose place it will be, as the form knows it: oneself, a dependent by id, or a resident one helps. */
export const SELF = 'self'
export const SOMEBODY = 'somebody'

export interface Guest {
  name: string
  phone: string
  authority: string
}
export const EMPTY_GUEST: Guest = { name: '', phone: '', authority: '' }

/** How somebody agreed, as it is mostly said; it can be written in one's own words too. */
export const AGREED = ['当面说好的', '电话里说好的', '家里人托我的'] as const

const PHONE = /^1\d{10}$/

/** What is missing before one may book, in words; null where nothing is. */
export function faultOf(who: string, { name, phone, authority }: Guest): string | null {
  if (who !== SOMEBODY) return null
  if (name.trim() === '') return '写一下给谁约'
  if (phone !== '' && !PHONE.test(phone)) return '手机号是 11 位，也可以不写'
  return authority.trim() === '' ? '写一句他是怎么同意的' : null
}

/** The body of a booking or of a place in the line. */
export function bodyFor(who: string, { name, phone, authority }: Guest) {
  if (who === SELF) return {}
  if (who !== SOMEBODY) return { dependentId: who }
  return { onBehalfOf: { name: name.trim(), authority: authority.trim(), ...(phone !== '' && { phone }) } }
}
