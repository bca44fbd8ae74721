export default defineAppConfig({
  pages: ['pages/home/index', 'pages/wishes/index', 'pages/todo/index', 'pages/me/index'],
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
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/wishes/index', text: '微心愿' },
      { pagePath: 'pages/todo/index', text: '我的事' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  permission: { 'scope.userLocation': { desc: '用来填您反映的事在哪里，只用这一次' } },
  __usePrivacyCheck__: true,
} as Parameters<typeof defineAppConfig>[0])
