/** A key that no other send will have: time plus 60 random bits. Not a secret; WeChat has no crypto.randomUUID. */
export function randomId(): string {
  const random = () => Math.floor(Math.random() * 2 ** 30).toString(36).padStart(6, '0')
  return `${Date.now().toString(36)}-${random()}${random()}`
}
