const PHONE_LETTERS = 11

/** What is wrong with a mobile number, in words; null where nothing is, or nothing was written. */
export function phoneProblem(phone: string): string | null {
  if (phone === '') return null
  if (!/^\d+$/.test(phone)) return '手机号只写数字'
  if (phone.length < PHONE_LETTERS) return `少了 ${PHONE_LETTERS - phone.length} 位，手机号是 11 位`
  if (phone.length > PHONE_LETTERS) return `多了 ${phone.length - PHONE_LETTERS} 位，手机号是 11 位`
  return phone.startsWith('1') ? null : '手机号是 1 开头的'
}
