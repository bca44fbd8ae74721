import { createRequire } from 'node:module'
import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { ariaComponents } from './aria.ts'

const root = path.resolve(__dirname, '..')
const shared = path.resolve(root, '../shared')
const { resolve } = createRequire(path.join(root, 'package.json'))

/** Only what WeChat lacks: queries wait for ever without an AbortController. */
function addPolyfills(chain: any, webpack: any) {
  chain.plugin('abort-controller').use(webpack.ProvidePlugin, [
    { AbortController: [path.resolve(root, 'src/platform/abort-controller.ts'), 'AbortController'] },
  ])
}

const ours = ['react', 'react-dom', 'react-reconciler', '@tarojs/react', '@tarojs/plugin-framework-react']

/** The workspace root may hold another React for other tools; every library here, hoisted or not, must share ours. */
function useOneReact(chain: any) {
  for (const name of ours)
    chain.resolve.alias.set(name, path.dirname(resolve(`${name}/package.json`)))
}

/** What is compiled beside src: our contracts, and packages with private fields, which the minifier writes as `#"e"`, no JavaScript. */
const compiledToo = [(file: string) => file.startsWith(shared) || file.includes(`${path.sep}@tanstack${path.sep}`)]

export default defineConfig<'webpack5'>(() => {
  const isH5 = process.env.TARO_ENV === 'h5'
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'huying',
    date: '2026-11-24',
    // Values stay px at a 375 px design, on both targets: elder sizes must not shrink on a narrow phone.
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    plugins: isH5 ? [] : [['@tarojs/plugin-inject', { components: ariaComponents }]],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: true },
    alias: { '@': path.resolve(root, 'src'), '@huying/shared': path.resolve(shared, 'src') },
    defineConstants: { __API_BASE__: JSON.stringify(process.env.TARO_APP_API ?? 'http://127.0.0.1:3000/api/v1') },
    copy: { patterns: [], options: {} },
    mini: {
      optimizeMainPackage: { enable: true },
      // Every component styles only its own classes, so their order does not matter.
      miniCssExtractPluginOption: { ignoreOrder: true },
      compile: { include: compiledToo },
      postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true } },
      webpackChain(chain, webpack) {
        useOneReact(chain)
        addPolyfills(chain, webpack)
      },
    },
    h5: {
      publicPath: '/',
      router: { mode: 'hash' },
      staticDirectory: 'static',
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: { ignoreOrder: true, filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css' },
      esnextModules: ['@nutui'],
      compile: { include: compiledToo },
      postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true } },
      webpackChain: useOneReact,
    },
  }
  return config
})
