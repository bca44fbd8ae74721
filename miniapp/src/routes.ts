/** Where every page lives: tab pages in the main package, a feature's pages in its own subpackage. */
export const TAB_PAGES = {
  home: 'pages/home/index',
  wishes: 'pages/wishes/index',
  todo: 'pages/todo/index',
  me: 'pages/me/index',
} as const
