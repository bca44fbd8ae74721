/** The parts of an OpenAPI 3.1 document that the page shows. */
interface Document {
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security: object[]
  parameters: { $ref?: string; name?: string; in?: string; required?: boolean; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  default?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

/** A page for people about an OpenAPI document: one file without scripts, fonts or anything from elsewhere. */
export function docsPage(openApi: object): string {
  const document = openApi as Document
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(tag))
    return `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${own.map(showOperation).join('')}</section>`
  })
  const { title, version, description } = document.info
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>
<nav><strong>${escape(title)}</strong>${tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join('')}</nav>
<main><h1>${escape(title)} <small>${escape(version)}</small></h1><p>${escape(description)}</p>${INTRODUCTION}${sections.join('')}</main></body></html>`
}

const INTRODUCTION = `<ul>
<li>机器可读的全文：<a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。</li>
<li>登录：<code>POST /api/v1/auth/wechat</code> 换来 <code>token</code>，以后放在 <code>Authorization: Bearer</code> 里；不登录也能看公开的内容。</li>
<li>重试：写操作带上 <code>Idempotency-Key</code>，同一编号只办一次，7 天内再发得到第一次的答复。</li>
<li>有几个身份时，用 <code>X-Appointment</code> 指定用哪个办；不指定，在任的身份都算。</li>
<li>列表：<code>{ items, nextCursor }</code>，把 <code>nextCursor</code> 作为下一页的 <code>cursor</code>。</li>
<li>出错：<code>{ error: { code, message, details, requestId } }</code>；400 一次列出所有填错的地方，404 也表示您看不到它，409 带着现在的状态。</li>
</ul>`

function showOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = operation.parameters.filter(({ $ref }) => $ref === undefined)
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const needsAccount = !operation.security.some((one) => Object.keys(one).length === 0)
  return `<details id="${escape(operation.operationId)}"><summary><b class="${method}">${method}</b> <code>${escape(path)}</code> <span>${escape(operation.summary)}</span>${
    needsAccount ? '<i>要登录</i>' : ''}</summary>
${parameters.length > 0 ? `<h3>参数</h3>${showRows(parameters.map((one) => ({ name: `${one.name}（${one.in === 'path' ? '路径' : '查询'}）`, isRequired: one.required === true, schema: one.schema ?? {} })))}` : ''}
${body ? `<h3>内容 <small>${escape(bodyType!)}</small></h3>${showRows(rowsOf(body.schema, ''))}` : ''}
${Object.entries(operation.responses).map(([status, response]) => showResponse(status, response)).join('')}</details>`
}

function showResponse(status: string, { description, content }: Operation['responses'][string]): string {
  const heading = `<h3>${status} <small>${escape(description)}</small></h3>`
  const schema = Object.values(content ?? {})[0]?.schema
  return status.startsWith('2') && schema?.$ref === undefined && schema ? heading + showRows(rowsOf(schema, '')) : heading
}

interface Row {
  name: string
  isRequired: boolean
  schema: Schema
}

/** One line for each property at any depth, as `items[].id`. */
function rowsOf(schema: Schema, prefix: string): Row[] {
  const inner = (schema.anyOf ?? schema.oneOf ?? []).filter((one) => one.properties || one.items)
  if (inner.length > 0) return inner.flatMap((one) => rowsOf(one, prefix))
  if (schema.items) return rowsOf(schema.items, `${prefix}[]`)
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = prefix ? `${prefix}.${key}` : key
    return [{ name, isRequired: schema.required?.includes(key) ?? false, schema: property }, ...rowsOf(property, name)]
  })
}

const showRows = (rows: readonly Row[]): string =>
  rows.length === 0 ? '<p>（无）</p>' : `<table>${rows.map(({ name, isRequired, schema }) =>
    `<tr><td><code>${escape(name)}</code></td><td>${isRequired ? '必填' : ''}</td><td>${escape(typeOf(schema))}</td></tr>`).join('')}</table>`

/** `string, 1–30`, `"A" | "B"`, `integer | null`. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1)!
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (either) return either.map(typeOf).join(' | ')
  if (schema.items) return `[${typeOf(schema.items)}]${between(schema.minItems, schema.maxItems)}`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  const bounds = between(schema.minLength ?? schema.minimum, schema.maxLength ?? schema.maximum)
  const form = schema.format ?? schema.pattern
  const fallback = schema.default === undefined ? '' : `，默认 ${JSON.stringify(schema.default)}`
  return `${type}${bounds}${form ? `，${form}` : ''}${fallback}`
}

function between(least: number | undefined, most: number | undefined): string {
  const isNoBound = (bound: number | undefined) => bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER
  if (isNoBound(least) && isNoBound(most)) return ''
  return `，${isNoBound(least) ? '' : least}–${isNoBound(most) ? '' : most}`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!)

const STYLE = `body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#222;background:#f6f3ec;display:flex}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5em;box-sizing:border-box;flex:0 0 12em;border-right:1px solid #ddd6c8}
nav a{display:block;color:#8a1c1c;text-decoration:none}nav strong{display:block;margin-bottom:1em}
main{flex:1;min-width:0;max-width:60em;padding:1.5em 2em 6em}small,summary span,i{color:#5c5850;font-weight:400}
details{background:#fff;border:1px solid #ddd6c8;border-radius:6px;margin:.5em 0;padding:.4em .8em}summary{cursor:pointer;overflow-wrap:anywhere}
summary b{display:inline-block;min-width:3.2em}b.GET{color:#1d5c2f}b.POST,b.PUT{color:#8a1c1c}summary i{float:right;font-size:13px}
h3{margin:1em 0 .3em;font-size:15px}table{border-collapse:collapse;width:100%;font-size:14px}td{border-top:1px solid #eee7da;padding:.2em .5em;vertical-align:top;overflow-wrap:anywhere}
@media(max-width:720px){body{display:block}nav{position:static;height:auto;border:0}nav a{display:inline-block;margin-right:1em}}`
