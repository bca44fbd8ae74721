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
  consents: 'features/account/pages/consents/index',
  profile: 'features/account/pages/profile/index',
  family: 'features/account/pages/family/index',
  myData: 'features/account/pages/my-data/index',
  closing: 'features/account/pages/closing/index',
} as const

export const INBOX_PAGE = 'features/notification/pages/inbox/index'

export const WISH_PAGES = {
  new: 'features/wish/pages/new/index',
  detail: 'features/wish/pages/detail/index',
  fulfil: 'features/wish/pages/fulfil/index',
  confirm: 'features/wish/pages/confirm/index',
  people: 'features/wish/pages/people/index',
  helping: 'features/wish/pages/helping/index',
  team: 'features/wish/pages/team/index',
  contact: 'features/wish/pages/contact/index',
} as const

export const STATISTICS_PAGES = { wishes: 'features/statistics/pages/wishes/index', rates: 'features/statistics/pages/rates/index', exclusions: 'features/statistics/pages/exclusions/index', exclusion: 'features/statistics/pages/exclusion/index' } as const

export const OFFERS_PAGE = 'features/offer/pages/offers/index'

export const BOOKING_PAGES = {
  services: 'features/booking/pages/services/index',
  service: 'features/booking/pages/service/index',
  booking: 'features/booking/pages/booking/index',
  waitlist: 'features/booking/pages/waitlist/index',
  session: 'features/booking/pages/session/index',
  week: 'features/booking/pages/week/index',
  sheet: 'features/booking/pages/sheet/index',
  came: 'features/booking/pages/came/index',
  places: 'features/booking/pages/places/index',
  place: 'features/booking/pages/place/index',
  placeEdit: 'features/booking/pages/place-edit/index',
  rule: 'features/booking/pages/rule/index',
} as const
export const COMPLAINT_PAGES = {
  new: 'features/complaint/pages/new/index',
  detail: 'features/complaint/pages/detail/index',
  confirm: 'features/complaint/pages/confirm/index',
  lookup: 'features/complaint/pages/lookup/index',
} as const
export const CATALOGUE_PAGES = { rules: 'features/catalogue/pages/rules/index', categories: 'features/catalogue/pages/categories/index' } as const
export const DEMAND_PAGES = { detail: 'features/demand/pages/detail/index', ledger: 'features/demand/pages/ledger/index' } as const
export const CHAIR_TERMS_PAGE = 'features/association/pages/terms/index'
export const ABSENCES_PAGE = 'features/appointment/pages/absences/index'
export const DISPATCH_PAGES = { detail: 'features/dispatch/pages/detail/index' } as const

/** A page's route with what it is opened with. */
export const withParams = (route: string, params: Record<string, string>) =>
  `${route}?${Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`

const tabPages: readonly string[] = Object.values(TAB_PAGES)
export const isTabPage = (route: string) => tabPages.includes(route.split('?')[0] ?? '')

/** Where the three ways in on the home page lead. */
export const ENTRY_PAGES = {
  complaint: COMPLAINT_PAGES.new,
  wish: WISH_PAGES.new,
  booking: BOOKING_PAGES.services,
} as const
