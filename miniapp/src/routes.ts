/** Where every page lives: tab pages in the main package, a feature's pages in its own subpackage. */
export const TAB_PAGES = {
  home: 'pages/home/index',
  wishes: 'pages/wishes/index',
  todo: 'pages/todo/index',
  me: 'pages/me/index',
} as const
export type Tab = keyof typeof TAB_PAGES

export const NOT_FOUND_PAGE = 'pages/not-found/index'

export const ACCOUNT_PAGES = {
  login: 'features/account/pages/login/index',
  settings: 'features/account/pages/settings/index',
} as const

const tabPages: readonly string[] = Object.values(TAB_PAGES)
export const isTabPage = (route: string) => tabPages.includes(route.split('?')[0] ?? '')

/** Where the three ways in on the home page lead. */
export const ENTRY_PAGES = {
  complaint: 'features/complaint/pages/new/index',
  wish: 'features/wish/pages/new/index',
  booking: 'features/booking/pages/services/index',
} as const
