import * as z from 'zod/mini'

/** Words people type: trimmed, no control characters other than line breaks, 1…max characters. */
export const text = (max: number, min = 1) =>
  z.string().check(
    z.trim(),
    z.minLength(min, min === 1 ? '不能空着' : `至少写 ${min} 个字`),
    z.maxLength(max, `最多 ${max} 个字`),
    // oxlint-disable-next-line no-control-regex
    z.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, '有不能用的字符'),
  )

export const id = z.uuid('编号不对')
/** ISO 8601 with zone, as `2026-11-24T16:00:00.000Z`. */
export const instant = z.iso.datetime({ offset: true, error: '时间格式不对' })
/** `2026-11-24`. */
export const day = z.iso.date('日期格式不对')
/** Statistical code: county 6, town 9, community 12, grid 15 digits; region +R01, block +B01. */
export const areaCode = z.string().check(z.regex(/^\d{6}(\d{3}(\d{3}(\d{3}|R\d{2}(B\d{2})?)?)?)?$/, '区划代码不对'))
/** GCJ-02 degrees. */
export const point = z.object({
  lng: z.number().check(z.minimum(-180), z.maximum(180)),
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
})
export const phone = z.string().check(z.regex(/^1\d{10}$/, '手机号是 1 开头的 11 位数字'))
export const code = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, '代码不对'))

/** action → true, or why not: exactly the buttons a screen shows. Keys are the path's last segment. */
export const abilities = z.record(z.string(), z.union([z.literal(true), z.object({ code: z.string(), message: z.string() })]))
export type Abilities = Record<string, true | { code: string; message: string }>

/** A clock as screens see it. */
export const deadline = z.object({
  kind: z.string(),
  /** ISO instant. */
  dueAt: z.string(),
  warnAt: z.nullable(z.string()),
  startedAt: z.string(),
  /** Written when the date was moved; the first due never disappears. */
  originalDueAt: z.string(),
  state: z.enum(['running', 'paused', 'fired', 'stopped']),
  isProvisional: z.boolean(),
  /** One Chinese sentence that explains the date. */
  sentence: z.string(),
})
export type Deadline = z.infer<typeof deadline>

/** An entry of a timeline, newest first. `who` is masked or a unit's name. */
export const timelineEntry = z.object({
  at: z.string(),
  action: z.string(),
  label: z.string(),
  who: z.string(),
  role: z.nullable(z.string()),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  note: z.nullable(z.string()),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
