import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Plain JavaScript without dependencies: it must run, and speak, on a machine where nothing is right yet. */
const oldestNode = [20, 19]
const root = fileURLToPath(new URL('../../', import.meta.url))

/** What must be mended before anything of ours can run, each with what to do; empty if all is well. */
export function findMissing() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestNode
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
  return [
    ...(isOld
      ? [`Node.js ${process.versions.node} 太旧，需要 ${oldestNode.join('.')} 或更新的版本：https://nodejs.org 。Node.js is too old.`]
      : []),
    ...(existsSync(`${root}node_modules/tsx`) ? [] : ['依赖还没有安装：请在项目目录运行 npm ci 。Dependencies are missing: run npm ci.']),
  ]
}
