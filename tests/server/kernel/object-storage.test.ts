import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openObjectStorage } from '../../../server/src/gateways/object-storage.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huying-storage-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const filesBelow = async (directory: string) =>
  (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name)

describe('files under the data directory', () => {
  it('keep bytes under a key, replace them whole, and forget them', async () => {
    const storage = openObjectStorage(undefined, dataDir)
    const key = 'wish/2026/11/01970000-0000-7000-8000-000000000001.jpg'
    expect(await storage.get(key)).toBeNull()
    await storage.put(key, Buffer.from([0, 255, 1]))
    expect(await openObjectStorage(undefined, dataDir).get(key)).toEqual(Buffer.from([0, 255, 1]))
    await storage.put(key, Buffer.from('new'))
    expect(await storage.get(key)).toEqual(Buffer.from('new'))
    await storage.delete(key)
    await storage.delete(key)
    expect(await storage.get(key)).toBeNull()
  })

  it('are readable by the server alone and lie under uploads', async () => {
    await openObjectStorage(undefined, dataDir).put('a/b.png', Buffer.from('x'))
    expect((await stat(join(dataDir, 'uploads/a/b.png'))).mode & 0o777).toBe(0o600)
  })

  it('are never read half-written: of many writers at once one wins whole, and no part stays behind', async () => {
    const storage = openObjectStorage(undefined, dataDir)
    const versions = Array.from({ length: 12 }, (_, index) => Buffer.alloc(300_000, index))
    const writing = new AbortController()
    const seen: Buffer[] = []
    const reader = (async () => {
      while (!writing.signal.aborted) {
        const data = await storage.get('a.jpg')
        if (data) seen.push(data)
      }
    })()
    await Promise.all(versions.map((data) => storage.put('a.jpg', data)))
    writing.abort()
    await reader
    seen.push((await storage.get('a.jpg'))!)
    for (const data of seen) expect(versions.some((version) => version.equals(data))).toBe(true)
    expect(await filesBelow(dataDir)).toEqual(['a.jpg'])
  })

  it('leave nothing behind when a write fails', async () => {
    const storage = openObjectStorage(undefined, dataDir)
    await storage.put('a/b/c.jpg', Buffer.from('x'))
    await expect(storage.put('a/b', Buffer.from('a directory is there'))).rejects.toThrow()
    expect(await filesBelow(dataDir)).toEqual(['c.jpg'])
    expect(await storage.get('a/b/c.jpg/d')).toBeNull()
  })

  it.each([
    '', '/', '/etc/passwd', '../secret.txt', 'a/../../secret.txt', 'a/./b', 'a//b', 'a/', '.hidden', 'a/.hidden', 'a/b..', 'a..b', 'a\\..\\b', 'c:/a', 'a\0.jpg',
    'a.jpg\n', 'a b', 'A.jpg', '%2e%2e/a', '图.jpg', 'a.jpg~', 'x'.repeat(201),
  ])('cannot be reached by the key %j', async (key) => {
    await writeFile(join(dataDir, 'secret.txt'), 'secret')
    const storage = openObjectStorage(undefined, dataDir)
    await expect(storage.get(key)).rejects.toThrow('not a storage key')
    await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow('not a storage key')
    await expect(storage.delete(key)).rejects.toThrow('not a storage key')
    expect(await filesBelow(dataDir)).toEqual(['secret.txt'])
  })
})

it('keeps files where a file address says', async () => {
  const storage = openObjectStorage(pathToFileURL(join(dataDir, 'elsewhere')).href, '/nowhere')
  await storage.put('a.jpg', Buffer.from('x'))
  expect(await filesBelow(join(dataDir, 'elsewhere'))).toEqual(['a.jpg'])
})

it('refuses a kind of storage it does not know, in a sentence without its secrets', () => {
  const open = () => openObjectStorage('https://key:secret-marker@s3.example.com/bucket', dataDir)
  expect(open).toThrow('STORAGE_URL: uploads can be kept in files only (file:///path), not at https://')
  expect(open).not.toThrow('secret-marker')
})
