import type { Endpoint, Schema } from '@huying/shared/kernel/endpoint.ts'
import * as z from 'zod'

type JsonSchema = Record<string, unknown>

const toJson = (schema: Schema, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...json } = z.toJSONSchema(schema as unknown as z.ZodType, { io, unrepresentable: 'any' }) as JsonSchema
  return json
}

const parametersOf = (schema: Schema, where: 'path' | 'query'): JsonSchema[] => {
  const { properties = {}, required = [] } = toJson(schema, 'input') as { properties?: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name, in: where, required: where === 'path' || required.includes(name), schema: property,
  }))
}

const error = { $ref: '#/components/schemas/Error' }
const failure = (description: string): JsonSchema => ({ description, content: { 'application/json': { schema: error } } })

const contentOf = ({ raw, answer }: Endpoint): JsonSchema =>
  raw === undefined
    ? { 'application/json': { schema: toJson(answer, 'output') } }
    : { [raw]: { schema: raw.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' } } }

function operationOf(endpoint: Endpoint): JsonSchema {
  const hasBody = endpoint.body._zod.def.type !== 'void'
  const body = hasBody ? toJson(endpoint.body, 'input') : undefined
  const multipart = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, ...(body?.properties as object | undefined) } }
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.name.split('.')[0]],
    security: endpoint.who === 'guest' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(endpoint.method === 'GET' ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
      { $ref: '#/components/parameters/Appointment' },
    ],
    ...(endpoint.isMultipart
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: multipart } } } }
      : body && { requestBody: { required: Array.isArray(body.required) && body.required.length > 0, content: { 'application/json': { schema: body } } } }),
    responses: {
      [endpoint.status]: { description: '成功', content: contentOf(endpoint) },
      ...(endpoint.needsApproval && { 202: { description: '已提交，等第二个人同意', content: { 'application/json': { schema: { $ref: '#/components/schemas/Approval' } } } } }),
      400: failure('填得不对，details 列出所有问题'),
      401: failure('没有登录'),
      403: failure('能看，但不能做'),
      404: failure('没有，或者看不到'),
      409: failure('状态不对，或者手慢了一步'),
      422: failure(`规则不允许${endpoint.errors.length > 0 ? `：${endpoint.errors.join('、')}` : ''}`),
      429: failure('太快了'),
    },
  }
}

/** OpenAPI 3.1 of all mounted endpoints, from their contracts. */
export function openApiOf(endpoints: readonly Endpoint[], version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {}
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '呼应 API', version, description: '一有求、众呼应。微心愿、预约、诉求、需求台账与定向派单。' },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      parameters: {
        IdempotencyKey: { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 8, maxLength: 128 }, description: '重试时用同一个编号，只办一次；保留 7 天' },
        Appointment: { name: 'X-Appointment', in: 'header', schema: { type: 'string', format: 'uuid' }, description: '用哪个身份办' },
      },
      schemas: {
        Error: {
          type: 'object', required: ['error'],
          properties: { error: { type: 'object', required: ['code', 'message', 'requestId'], properties: { code: { type: 'string' }, message: { type: 'string' }, details: {}, requestId: { type: 'string' } } } },
        },
        Approval: toJson(z.object({ approval: z.object({ id: z.string(), expiresAt: z.string() }) }) as unknown as Schema, 'output'),
      },
    },
  }
}
