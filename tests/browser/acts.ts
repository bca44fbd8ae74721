import { expect } from 'vitest'
import { SMALLEST_ELDER_PX, type Visitor } from './screens.ts'

/** The question or form that lies over the page. */
export const sheet = ({ page }: Visitor) => page.getByRole('dialog').filter({ visible: true })

/** Presses the button that sends the form, and waits until it is gone. */
export async function submit(visitor: Visitor, words: string): Promise<void> {
  await sheet(visitor).getByRole('button', { name: words, exact: true }).click()
  await sheet(visitor).waitFor({ state: 'hidden' })
}

/** Chooses one of a form's pills. */
export const choose = (visitor: Visitor, name: string): Promise<void> => sheet(visitor).getByRole('radio', { name, exact: true }).click()

/** Begins an act, wherever its button is: under the thumb or behind 更多. */
export async function begin(visitor: Visitor, name: string): Promise<void> {
  const button = visitor.page.getByRole('button', { name, exact: true }).filter({ visible: true })
  const more = visitor.page.getByRole('button', { name: '更多', exact: true }).filter({ visible: true })
  await button.or(more).first().waitFor()
  if ((await button.count()) === 0) await more.click()
  await visitor.press(name)
}

/** Opens a page with nothing kept of what it showed before. */
export async function openAnew(visitor: Visitor, route: string): Promise<void> {
  await visitor.open(route)
  await visitor.page.reload()
}

/** Keeps a picture of the page in elder mode, whose letters must be large enough. */
export const expectReadable = async (visitor: Visitor, picture: string): Promise<void> => expect(await visitor.elderPicture(picture)).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)

/** The id the page now shown was opened with. */
export const idOf = ({ page }: Visitor): string => new URL(page.url().replace('#/', '')).searchParams.get('id')!

/** Words the page shows, top to bottom. */
export const wordsOf = ({ page }: Visitor): Promise<string> => page.locator('.page-content').filter({ visible: true }).last().innerText()
