import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page } from '../kernel/page.ts'
import { areaCode, point, text } from '../kernel/schema.ts'

export const AREA_KINDS = ['county', 'town', 'community', 'region', 'block', 'grid'] as const
export type AreaKind = (typeof AREA_KINDS)[number]

/** A node of the tree. `polygon` is null unless it was asked for; GCJ-02, open ring. */
const areaLine = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(AREA_KINDS),
  parentCode: z.nullable(z.string()),
  townCode: z.nullable(z.string()),
  communityCode: z.nullable(z.string()),
  isUrban: z.boolean(),
  centroid: point,
  polygon: z.nullable(z.array(point)),
})
export type AreaLine = z.infer<typeof areaLine>

const area = z.extend(areaLine, {
  /** From the county down to the parent. */
  path: z.array(z.object({ code: z.string(), name: z.string(), kind: z.enum(AREA_KINDS) })),
  compoundName: z.nullable(z.string()),
  householdCount: z.number(),
  population: z.number(),
  /** Where it is larger than its kind should be. */
  warning: z.nullable(z.string()),
})
export type Area = z.infer<typeof area>

/** Who answers for a place at this moment, and the desk's own number: never a private one. */
const duty = z.object({
  kind: z.enum(['person', 'community', 'town']),
  /** 刘*平, or the desk's name. */
  name: z.string(),
  /** 片长 A岗, 社区值班. */
  post: z.string(),
  communityCode: z.nullable(z.string()),
  communityName: z.nullable(z.string()),
  phone: z.nullable(z.string()),
})
export type AreaDuty = z.infer<typeof duty>

/** `110.91,33.51`, GCJ-02. */
const place = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/, '坐标写成 110.91,33.51 这样')),
    z.transform((words) => {
      const [lng = 0, lat = 0] = words.split(',').map(Number)
      return { lng, lat }
    }),
  ),
  point,
)

const MAX_PAGE = 100

export const areaContract = {
  list: endpoint({
    name: 'area.list', method: 'GET', path: '/areas', summary: '区划：下一级、按名称找、按位置找网格', who: 'guest',
    query: z.object({
      /** Its direct children; with `kind`, everything of that kind below it. Without any other condition the county. */
      parent: z.optional(areaCode),
      kind: z.optional(z.enum(AREA_KINDS)),
      name: z.optional(text(20)),
      /** The grids that hold this point, the smallest first. */
      at: z.optional(place),
      shapes: z._default(z.enum(['true', 'false']), 'false'),
      cursor: z.optional(areaCode),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(MAX_PAGE)), MAX_PAGE),
    }),
    answer: page(areaLine),
  }),
  get: endpoint({
    name: 'area.get', method: 'GET', path: '/areas/:code', summary: '一个区划，网格带边界', who: 'guest',
    params: z.object({ code: areaCode }), answer: area, errors: ['AREA_NOT_FOUND'],
  }),
  duty: endpoint({
    name: 'area.duty', method: 'GET', path: '/areas/:code/duty', summary: '现在谁值班，打哪个电话', who: 'guest',
    params: z.object({ code: areaCode }), answer: duty, errors: ['AREA_NOT_FOUND'],
  }),
}
