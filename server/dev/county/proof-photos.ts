/** Whose proof it is; a digit of the photo's id. */
const KINDS = { complaint: 1, demand: 2, dispatch: 3 } as const
export type Proven = keyof typeof KINDS

/** How many pictures there are to show. */
export const PICTURES = 4
/** So that the photos of the demo county are known by their ids: they lie in no storage, and are drawn when somebody looks. */
const MARK = 'de30de30'
const DEMO_ID = new RegExp(`^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-${MARK}0[1-3]0(\\d)$`)

/** The id of the one photo that proves what was done; the same for the same thing. */
export const proofPhoto = (subjectId: string, kind: Proven): string =>
  `${subjectId.slice(0, 24)}${MARK}0${KINDS[kind]}0${Number.parseInt(subjectId.slice(-2), 16) % PICTURES}`

/** Which picture an id stands for; null where it is no photo of the demo county. */
export function pictureOf(id: string): number | null {
  const [, picture] = DEMO_ID.exec(id) ?? []
  return picture === undefined ? null : Number(picture)
}
