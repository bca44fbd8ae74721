import { timingSafeEqual } from 'node:crypto'
import type { Kernel } from '../../kernel/context.ts'

/** Addresses stay the same for half an hour, so that a picture is fetched once, and live half an hour to an hour. */
const WINDOW_SECONDS = 1800
/** WeChat may take half an hour until it fetches what it is to judge. */
export const CHECK_SECONDS = 7200

/** Where the bytes are: nothing else is needed to serve a picture whose address is signed. */
export const objectKey = (id: string, file: string): string => `uploads/${id}/${file}`

const wallSeconds = (kernel: Kernel): number => Math.floor(kernel.wallClock() / 1000)

/** The keyed hash of a column that only signs; old keys still verify after a rotation. */
const signed = (id: string, file: string, expires: number): string => `${id}/${file}?${expires}`

/** An address of one picture that works without logging in until it expires. Real time: the demo's clock moves days at once. */
export function signedUrl(kernel: Kernel, origin: string, id: string, file: string, expires = nextWindow(kernel)): string {
  const signature = kernel.cipher.blindIndex('uploads', 'url', signed(id, file, expires)).toString('base64url')
  return `${origin}/api/v1/uploads/${id}/${file}?expires=${expires}&signature=${signature}`
}

const nextWindow = (kernel: Kernel): number => (Math.floor(wallSeconds(kernel) / WINDOW_SECONDS) + 2) * WINDOW_SECONDS

/** For WeChat, which comes by the public address. */
export const checkUrl = (kernel: Kernel, publicUrl: string, id: string, file: string): string =>
  signedUrl(kernel, publicUrl, id, file, wallSeconds(kernel) + CHECK_SECONDS)

/** Seconds the address still lives; null where it is over or was not signed by us. */
export function remainingSeconds(kernel: Kernel, id: string, file: string, { expires, signature }: { expires: number; signature: string }): number | null {
  const given = Buffer.from(signature, 'base64url')
  const isOurs = kernel.cipher
    .blindIndexes('uploads', 'url', signed(id, file, expires))
    .some((wanted) => given.length === wanted.length && timingSafeEqual(given, wanted))
  const remaining = expires - wallSeconds(kernel)
  return isOurs && remaining > 0 ? remaining : null
}
