import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

const isDeep = process.env.HUYING_DEEP === '1'
const globalSetup = ['tests/support/cluster.ts']
const minute = 60_000

/** A suite whose tests are pure or bring what they need. */
const project = (name: string, include: string[], options: object = {}): TestProjectConfiguration => ({
  extends: true,
  test: { name, include, ...options },
})

/** JSX and browser globals for mini-program components; Taro's runtime is swapped for small stubs of ours. */
const componentTests: TestProjectConfiguration = {
  extends: true,
  oxc: { jsx: { runtime: 'automatic' } },
  resolve: {
    dedupe: ['react', 'react-dom'],
    alias: {
      '@tarojs/components': stub('taro-components.tsx'),
      '@tarojs/taro': stub('taro.ts'),
    },
  },
  test: { name: 'components', include: ['tests/miniapp/**/*.test.tsx'], environment: 'happy-dom' },
}

function stub(file: string): string {
  return fileURLToPath(new URL(`tests/miniapp/stubs/${file}`, import.meta.url))
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: minute,
    projects: [
      project('architecture', ['tests/architecture/**/*.test.ts']),
      project('unit', ['tests/shared/**/*.test.ts', 'tests/miniapp/**/*.test.ts', 'tests/server/gateways/**/*.test.ts', 'tests/support/**/*.test.ts']),
      componentTests,
      project('server', ['tests/server/**/*.test.ts'], { exclude: ['tests/server/gateways/**'], globalSetup }),
      project('scenarios', ['tests/scenarios/**/*.test.ts'], { globalSetup, testTimeout: 2 * minute, hookTimeout: 3 * minute }),
      project('weapp', ['tests/weapp/**/*.test.ts'], { testTimeout: minute }),
      project('browser', ['tests/browser/**/*.test.ts'], { globalSetup, testTimeout: 3 * minute, hookTimeout: 5 * minute, fileParallelism: false }),
      ...(isDeep ? [project('deep', ['tests/deep/**/*.test.ts'], { globalSetup, testTimeout: 20 * minute, hookTimeout: 10 * minute })] : []),
    ],
  },
})
