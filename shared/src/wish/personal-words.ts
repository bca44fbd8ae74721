/** Seven digits in a row are a phone or a card; a door has a number and one of these words. */
const NUMBER = /\d[\d\s-]{5,}\d/
const DOOR = /\d+\s*(号楼|号院|栋|幢|单元|室|号房)/

/** Whether a public title would tell who or where: a long number, a door, or one of these names (of at least two characters). */
export function isPersonal(title: string, names: readonly string[]): boolean {
  const words = title.normalize('NFKC')
  return NUMBER.test(words) || DOOR.test(words) || names.some((name) => [...name].length >= 2 && words.includes(name))
}
