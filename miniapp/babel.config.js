const htmlRole = require('./config/html-role.js')

/** NutUI is imported a component at a time, with that component's own style. */
const nutui = (name) => `@nutui/nutui-react-taro/dist/es/packages/${name.toLowerCase()}`

module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
  plugins: [
    [
      'import',
      {
        libraryName: '@nutui/nutui-react-taro',
        customName: nutui,
        style: (path) => `${path}/style/css`,
        camel2DashComponentName: false,
      },
      'nutui',
    ],
    ...(process.env.TARO_ENV === 'h5' ? [htmlRole] : []),
  ],
}
