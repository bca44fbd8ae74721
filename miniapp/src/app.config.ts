import { TAB_PAGES } from './routes'

/** Every component in each state, for the people who build screens; absent from production builds. */
const developmentPages = process.env.NODE_ENV === 'production' ? [] : ['pages/gallery/index']

export default defineAppConfig({
  pages: [...Object.values(TAB_PAGES), 'pages/not-found/index', ...developmentPages],
  subPackages: [
    { root: 'features/account', name: 'account', pages: ['pages/login/index', 'pages/settings/index', 'pages/consents/index', 'pages/profile/index', 'pages/family/index', 'pages/my-data/index', 'pages/closing/index'] },
    { root: 'features/appointment', name: 'appointment', pages: ['pages/absences/index'] },
    { root: 'features/association', name: 'association', pages: ['pages/terms/index'] },
    {
      root: 'features/booking', name: 'booking',
      pages: [
        'pages/services/index', 'pages/service/index', 'pages/booking/index', 'pages/waitlist/index', 'pages/session/index', 'pages/week/index', 'pages/sheet/index', 'pages/came/index',
        'pages/places/index', 'pages/place/index', 'pages/place-edit/index', 'pages/rule/index',
      ],
    },
    { root: 'features/catalogue', name: 'catalogue', pages: ['pages/rules/index', 'pages/categories/index'] },
    { root: 'features/complaint', name: 'complaint', pages: ['pages/new/index', 'pages/detail/index', 'pages/confirm/index', 'pages/lookup/index'] },
    { root: 'features/demand', name: 'demand', pages: ['pages/detail/index', 'pages/ledger/index'] },
    { root: 'features/dispatch', name: 'dispatch', pages: ['pages/detail/index'] },
    { root: 'features/notification', name: 'notification', pages: ['pages/inbox/index'] },
    { root: 'features/offer', name: 'offer', pages: ['pages/offers/index'] },
    { root: 'features/statistics', name: 'statistics', pages: ['pages/wishes/index', 'pages/rates/index', 'pages/exclusions/index', 'pages/exclusion/index'] },
    {
      root: 'features/wish', name: 'wish',
      pages: ['pages/new/index', 'pages/detail/index', 'pages/fulfil/index', 'pages/confirm/index', 'pages/people/index', 'pages/helping/index', 'pages/team/index', 'pages/contact/index'],
    },
  ],
  preloadRule: {
    [TAB_PAGES.home]: { network: 'wifi', packages: ['complaint', 'wish'] },
    [TAB_PAGES.wishes]: { network: 'all', packages: ['wish'] },
    [TAB_PAGES.todo]: { network: 'all', packages: ['complaint', 'demand', 'dispatch', 'wish'] },
    [TAB_PAGES.me]: { network: 'all', packages: ['account'] },
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '呼应',
    navigationBarTextStyle: 'black',
    navigationBarBackgroundColor: '#F6F3EC',
    backgroundColor: '#F6F3EC',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    custom: true,
    color: '#574E45',
    selectedColor: '#A9211B',
    backgroundColor: '#FFFDFA',
    list: [
      { pagePath: TAB_PAGES.home, text: '首页' },
      { pagePath: TAB_PAGES.wishes, text: '微心愿' },
      { pagePath: TAB_PAGES.todo, text: '我的事' },
      { pagePath: TAB_PAGES.me, text: '我的' },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  permission: { 'scope.userLocation': { desc: '用来填您反映的事在哪里，只用这一次' } },
  __usePrivacyCheck__: true,
} as Parameters<typeof defineAppConfig>[0])
