import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Bytes under a key, `wish/2026/11/0193….jpg`. What is there under a key never changes but by deletion. */
export interface ObjectStorage {
  /** All or nothing: nobody ever reads a part, also after a crash. */
  put(key: string, data: Uint8Array): Promise<void>
  /** null: nothing under this key. */
  get(key: string): Promise<Buffer | null>
  /** Nothing there is no error. */
  delete(key: string): Promise<void>
}

/** Lower-case path segments of letters, digits, `-`, `_` and inner dots: nothing that means another place or name on any system. */
const KEY = /^(?=.{1,200}$)[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*(\/[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*)*$/

/** The storage that STORAGE_URL names: absent, files under `dataDir`/uploads; `file:///path`, files there. Throws on any other. */
export function openObjectStorage(storageUrl: string | undefined, dataDir: string): ObjectStorage {
  if (storageUrl === undefined) return openFileStorage(join(dataDir, 'uploads'))
  const url = new URL(storageUrl)
  if (url.protocol === 'file:') return openFileStorage(fileURLToPath(url))
  throw new Error(`STORAGE_URL: uploads can be kept in files only (file:///path), not at ${url.protocol}//`)
}

function openFileStorage(directory: string): ObjectStorage {
  const root = resolve(directory)
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error(`not a storage key: ${JSON.stringify(key)}`)
    return join(root, key)
  }
  return {
    async put(key, data) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      // No key ends like this, so that what a crash leaves behind is never read as an object.
      const partial = `${path}.${randomUUID()}~`
      try {
        await writeDurably(partial, data)
        await rename(partial, path)
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (isAbsence(error)) return null
        throw error
      }
    },
    async delete(key) {
      try {
        await rm(pathOf(key))
      } catch (error) {
        if (!isAbsence(error)) throw error
      }
    },
  }
}

async function writeDurably(path: string, data: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(data)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The file, or a directory on its way, is not there. */
const isAbsence = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
