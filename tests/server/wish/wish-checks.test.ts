import { afterAll, beforeAll, expect, test } from 'vitest'
import { posted, wishCounty, type WishCounty } from './wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
afterAll(() => county.app.close())

test('words that the check calls doubtful wait for a person, who is told so and decides', async () => {
  const { author, id } = await county.submitted(undefined, { ...posted, story: '待审测试' })
  const desk = await county.worker()
  expect(await county.see(desk, id)).toMatchObject({ state: 'submitted', checkVerdict: 'review', abilities: { publish: true, reject: true } })
  expect((await county.app.request('GET', `/api/v1/wishes/${id}`)).status).toBe(404)
  expect((await county.see(author, id)).checkVerdict).toBe('review')
  expect(await county.ok(desk, 'publish', id, { publicTitle: '想换一盏灯' })).toMatchObject({ state: 'open' })
})

test('the check’s silence stops nobody from asking and opens nothing by itself', async () => {
  const author = await county.resident()
  await county.app.standIn('/stand-in/verdicts', { kind: 'text', suggest: 'none' })
  const { id } = await county.submitted(author)
  expect(await county.see(await county.worker(), id)).toMatchObject({ state: 'submitted', checkVerdict: 'none' })
  expect((await county.app.request('GET', `/api/v1/wishes/${id}`)).status).toBe(404)
  expect((await county.submitted(author)).id).not.toBe(id)
})

test('risky words are refused with words a person understands, and leave nothing behind', async () => {
  const author = await county.resident()
  const { status, body } = await county.post(author, { ...posted, title: '违规测试' })
  expect([status, body.error.code, body.error.message]).toEqual([422, 'CONTENT_RISKY', '有的话不适合发出来，请换个说法'])
  expect(await county.sql`select 1 from wishes where filer_id = ${author.id}`).toHaveLength(0)
})

test('a picture nobody has judged yet, or whose check found it doubtful, is shown only once a person approved it', async () => {
  const author = await county.resident()
  const desk = await county.worker()
  for (const verdict of ['pending', 'review', 'none']) {
    const photo = await county.photoOf(author.id, 'wish', verdict)
    const { id } = await county.submitted(author, { ...posted, uploadIds: [photo] })
    const refused = await county.call(desk, 'publish', id, { publicTitle: '想换一盏灯' })
    expect([verdict, refused.status, refused.body.error.details]).toEqual([verdict, 422, { uploadIds: [photo] }])
    await county.ok(desk, 'publish', id, { publicTitle: '想换一盏灯', approvedUploadIds: [photo] })
  }
})

test('a wish that is really a complaint goes into the complaint form with the resident’s own words and place', async () => {
  const { author, id } = await county.submitted(undefined, { ...posted, title: '楼下烧烤店油烟大', story: '每天晚上八点到十二点，窗户不敢开' })
  await county.ok(await county.worker(), 'reject', id, { reasonCode: 'complaint' })
  const wish = await county.see(author, id)
  expect(wish).toMatchObject({ state: 'rejected', reasonCode: 'complaint', title: '楼下烧烤店油烟大', story: '每天晚上八点到十二点，窗户不敢开', communityCode: expect.any(String) })
  const { body: catalogue } = await county.app.request('GET', '/api/v1/catalogues/complaint-categories')
  const { status, body } = await county.app.request('POST', '/api/v1/complaints', {
    token: author.token, body: { kind: 'complaint', category: catalogue.items[0].code, text: `${wish.title}\n${wish.story}`, areaCode: wish.communityCode },
  })
  expect([status, body.error?.code]).toEqual([201, undefined])
  expect((await county.rowOf(id)).state).toBe('rejected')
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
