import { AppError } from '@huying/shared/kernel/error.ts'
import { describe, expect, it } from 'vitest'
import { createLogger, type Logger } from '../../../server/src/kernel/logger.ts'

const base = { instanceId: 'instance-1', county: '611023', role: 'http' }

/** What the log says of it, as text and as the last line's fields. */
function logged(write: (log: Logger) => void, level = 'debug') {
  const lines: string[] = []
  write(createLogger({ level, base, destination: { write: (line) => void lines.push(line) } }))
  return { text: lines.join(''), line: JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> & { err: Record<string, unknown> } }
}

describe('a line of the log', () => {
  it('is JSON with level, ISO time, process, message and fields', () => {
    const { text, line } = logged((log) => log.info({ requestId: 'r-1', endpoint: 'wish.claim', status: 409, ms: 12.5 }, 'request'))
    expect(text.endsWith('}\n')).toBe(true)
    expect(line).toMatchObject({ level: 'info', ...base, msg: 'request', requestId: 'r-1', endpoint: 'wish.claim', status: 409, ms: 12.5 })
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('carries what its logger was given, cleaned too', () => {
    const { line } = logged((log) => log.child({ requestId: 'r-1', openid: 'marker' }).child({ endpoint: 'wish.claim' }).warn({ n: 1 }, 'slow'))
    expect(line).toMatchObject({ level: 'warn', requestId: 'r-1', endpoint: 'wish.claim', n: 1, openid: '[hidden]' })
  })

  it('is written from its level on', () => {
    expect(logged((log) => log.info({}, 'quiet'), 'warn').text).toBe('')
    expect(logged((log) => log.error({}, 'loud'), 'warn').text).not.toBe('')
  })

  it('survives what JSON cannot say', () => {
    const loop: Record<string, unknown> = { n: 10n, at: new Date(Number.NaN), run: () => 1 }
    loop.self = loop
    expect(logged((log) => log.info({ loop, bytes: Buffer.alloc(7) }, 'odd')).line).toMatchObject({ loop: { n: '10', at: null }, bytes: '[7 bytes]' })
  })
})

describe('nothing personal is logged', () => {
  const keys = [
    'body', 'query', 'querystring', 'search', 'headers', 'authorization', 'Authorization', 'cookie', 'set-cookie', 'openid', 'openId', 'touser', 'unionid',
    'session_key', 'token', 'ticket', 'phone', 'phoneNumber', 'phone_number', 'name', 'displayName', 'staff_name', 'contactName', 'onBehalfName',
    'address', 'idNumber', 'story', 'text', 'title', 'note', 'reason', 'comment', 'params', 'parameters', 'detail', 'data', 'input', 'answers', 'point',
  ]
  it.each(keys)('in a field %s, at any depth', (key) => {
    const { text } = logged((log) => log.info({ [key]: 'marker', a: { [key]: { b: 'marker' } }, list: [{ [key]: ['marker'] }] }, 'x'))
    expect(text).not.toContain('marker')
  })

  it.each([
    ['a phone', '13812345662', 'call 13812345662 now'],
    ['a phone with country code', '13812345662', '+8613812345662'],
    ['an ID number', '61102319800101123X', 'id 61102319800101123X.'],
    ['an openid', 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1', 'to oABCDEFGHIJKLMNOPQRSTUVWXYZ1'],
    ['a bearer token', 'marker', 'Authorization: Bearer marker-token'],
    ['a query string', 'marker', 'GET /api/v1/areas?near=marker&x=marker 200'],
    ['a password', 'marker', 'postgres://huying:marker@db:5432/huying'],
  ])('in any text: %s', (_what, secret, words) => {
    const { text } = logged((log) => log.child({ childWords: words }).info({ words, deep: { list: [words] }, err: new Error(words, { cause: new Error(words) }) }, words))
    expect(text).not.toContain(secret)
  })

  it('but ids, codes and times stay readable', () => {
    const fields = { id: '01970000-0000-7000-8000-138123456620', gridCode: '611023001001001', at: new Date(0), path: '/api/v1/wishes/:id/claim' }
    expect(logged((log) => log.info(fields, 'x')).line).toMatchObject({ ...fields, at: '1970-01-01T00:00:00.000Z' })
  })

  it('by a failed statement: its name and constraint stay, its values go', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "accounts_openid_unique"'), {
      code: '23505', constraint_name: 'accounts_openid_unique', table_name: 'accounts', detail: 'Key (openid)=(marker) already exists.', parameters: ['marker'], query: 'marker',
    })
    const error = new Error('Failed query: insert into accounts values ($1)\nparams: marker,王建国', { cause })
    const { text, line } = logged((log) => log.error({ err: error }, 'failed'))
    expect(text).not.toMatch(/marker|王建国/)
    expect(line.err).toMatchObject({ type: 'Error', message: 'Failed query: insert into accounts values ($1)', cause: { code: '23505', constraint_name: 'accounts_openid_unique', table_name: 'accounts' } })
    expect(line.err.stack).toMatch(/^ {4}at .*logger\.test\.ts/)
  })

  it.each([
    ['bad JSON', () => JSON.parse('marker{"phone":1}')],
    ['a value the database does not take', () => { throw Object.assign(new Error('invalid input syntax for type uuid: "marker"'), { code: '22P02' }) }],
    ['Chinese words in a message', () => { throw new Error('cannot deliver to 王建国') }],
  ])('by an error about %s', (_what, fail) => {
    const { text, line } = logged((log) => {
      try {
        fail()
      } catch (err) {
        log.error({ err }, 'failed')
      }
    })
    expect(text).not.toMatch(/marker|王建国/)
    expect(line.err.message).not.toBe('')
  })

  it('but an answer of ours keeps its words', () => {
    const { line } = logged((log) => log.error({ err: new AppError(409, 'WRONG_STATE', '这件事的状态已经变了', { phone: 'marker' }) }, 'refused'))
    expect(line.err).toMatchObject({ message: '这件事的状态已经变了', code: 'WRONG_STATE', status: 409 })
    expect(JSON.stringify(line)).not.toContain('marker')
  })
})
