import { isWeapp } from './environment'

const PRESSED_BY_KEY = '[role=button], [role=tab], [role=radio], [role=switch], [role=link]'

/** In a browser, Enter and Space press what has the focus, as they do with a native button. WeChat has no keyboard. */
export function watchKeyboard() {
  if (isWeapp) return
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement
    if ((event.key !== 'Enter' && event.key !== ' ') || !target.matches(PRESSED_BY_KEY)) return
    event.preventDefault()
    target.click()
  })
}
