import { inflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GRID, POINT, startWhistleCounty, type Person, type WhistleCounty, DAY } from '../../factories/whistle-county.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

const PHONE = '13912345678'

async function known(): Promise<Person> {
  const someone = await county.person(GRID)
  const { kernel } = county.app
  await kernel.db.sql`update accounts set name = ${kernel.cipher.seal({ table: 'accounts', column: 'name', row: someone.id }, '欧阳测试')},
    phone = ${kernel.cipher.seal({ table: 'accounts', column: 'phone', row: someone.id }, PHONE)} where id = ${someone.id}`
  await county.post(someone, '/me/dependents', { kind: 'elder', name: '欧阳老人', relation: '父亲', consent: '本人当面同意' })
  await county.post(someone, '/wishes', { category: 'repair', title: '换一盏厨房的灯', story: '灯坏了三天，够不着', publicationConsent: true, contactName: '欧阳测试' })
  await county.post(someone, '/complaints', { kind: 'complaint', category: 'road-damage', text: '门口的路坏了', point: POINT, address: '东岗路 3 号' })
  return someone
}

async function upload({ token }: Person): Promise<string> {
  const form = new FormData()
  form.append('purpose', 'wish')
  form.append('file', new Blob([new Uint8Array(await sharp({ create: { width: 40, height: 30, channels: 3, background: '#383' } }).jpeg().toBuffer())]), 'a.jpg')
  const response = await fetch(`${county.app.url}/api/v1/uploads`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } })
  return ((await response.json()) as { id: string }).id
}

/** Entries of a ZIP file by its central directory, as any program reads it. */
function unzip(file: Buffer): Map<string, Buffer> {
  const end = file.length - 22
  expect(file.readUInt32LE(end)).toBe(0x06054b50)
  const entries = new Map<string, Buffer>()
  for (let at = file.readUInt32LE(end + 16), left = file.readUInt16LE(end + 10); left > 0; left--) {
    expect(file.readUInt32LE(at)).toBe(0x02014b50)
    const [method, packed, size, nameLength] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 24), file.readUInt16LE(at + 28)]
    const local = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const body = file.subarray(from, from + packed)
    const data = method === 0 ? body : inflateRawSync(body)
    expect(data.length).toBe(size)
    entries.set(name, data)
    at += 46 + nameLength
  }
  return entries
}

const download = ({ token }: Person) => fetch(`${county.app.url}/api/v1/me/export/file`, { headers: { authorization: `Bearer ${token}` } })

describe('200', () => {
  test('a person reads everything known about them in plain words, and nothing of anybody else', async () => {
    const [someone, other] = [await known(), await known()]
    const { status, body } = await county.get(someone, '/me/export')
    expect(status).toBe(200)
    const section = (name: string) => body.sections.find((one: { name: string }) => one.name === name).items
    expect(section('account')).toEqual([expect.objectContaining({ name: '欧阳测试', phone: PHONE, gridCode: GRID })])
    expect(section('dependents')).toEqual([expect.objectContaining({ name: '欧阳老人', relation: '父亲', consent: '本人当面同意' })])
    expect(section('wishes')).toEqual([expect.objectContaining({ title: '换一盏厨房的灯', story: '灯坏了三天，够不着', contactName: '欧阳测试' })])
    expect(section('complaints')).toEqual([expect.objectContaining({ text: '门口的路坏了', address: '东岗路 3 号' })])
    expect(body.sections.map(({ name }: { name: string }) => name)).toEqual([
      'ledgerFilters', 'complaints', 'wishes', 'claims', 'bookings', 'waitlist', 'appointments', 'membership', 'inbox', 'photos', 'account', 'consents', 'dependents', 'sessions', 'reveals',
    ])
    expect(JSON.stringify(body)).not.toContain(other.id)
  })

  test('a package holds the same and the photos, is made once a day, told of, and gone after a week', async () => {
    const someone = await known()
    const photoId = await upload(someone)
    const asked = await county.post(someone, '/me/export')
    expect([asked.status, asked.body.readyAt]).toEqual([201, null])
    expect((await download(someone)).status).toBe(404)
    await county.drain()
    const answered = await download(someone)
    expect([answered.status, answered.headers.get('content-type'), answered.headers.get('cache-control')]).toEqual([200, 'application/zip', 'no-store'])
    const entries = unzip(Buffer.from(await answered.arrayBuffer()))
    expect([...entries.keys()].sort()).toEqual(['data.json', `photos/${photoId}.jpg`])
    expect(JSON.parse(entries.get('data.json')!.toString()).sections.find((one: { name: string }) => one.name === 'account').items[0].phone).toBe(PHONE)
    await county.drain()
    expect((await sharp(entries.get(`photos/${photoId}.jpg`)!).metadata()).width).toBe(40)
    expect((await county.get(someone, '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain('您的资料包打好了')

    await county.post(someone, '/me/export')
    expect(await county.app.kernel.db.sql`select id from export_packages where account_id = ${someone.id}`).toHaveLength(1)
    expect((await download(await known())).status).toBe(404)
    await county.advance(7 * DAY + 1000)
    expect((await download(someone)).status).toBe(404)
    expect(await county.app.kernel.db.sql`select id from export_packages where account_id = ${someone.id}`).toEqual([])
  })

  test('with the account the package goes, too', async () => {
    const someone = await known()
    await county.post(someone, '/me/export')
    await county.drain()
    await county.post(someone, '/me/close')
    await county.advance(8 * DAY)
    await county.drain()
    expect(await county.app.kernel.db.sql`select id from export_packages where account_id = ${someone.id}`).toEqual([])
  })
})

test('401: a guest has nothing to take along', async () => {
  for (const [method, path] of [['GET', '/me/export'], ['POST', '/me/export'], ['GET', '/me/export/file'], ['GET', '/me/close'], ['POST', '/me/close']] as const)
    expect((await county.app.request(method, `/api/v1${path}`)).status).toBe(401)
})
