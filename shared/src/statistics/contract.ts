import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { areaCode } from '../kernel/schema.ts'
import { rateFigures } from './rates-contract.ts'

/** `2026-11`, a month in Shanghai. */
const month = z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份写成 2026-11 的样子'))

/** Whole months, both included; the current one unless told. */
const period = { from: z.optional(month), to: z.optional(month) }

/**
 * What became of wishes. `fulfilled` counts what residents confirmed, at most twice between the same two people in 90 days, and alone
 * decides a rank; `notCounted` are those confirmed by the clock or a desk or beyond that limit. Null: this count is a community's only.
 */
export const wishFigures = z.object({
  posted: z.nullable(z.number()),
  published: z.nullable(z.number()),
  /** Of a community: wishes somebody took; of an organization or a member: how often they took one. */
  claimed: z.number(),
  /** Taken within 24 hours of being published. */
  claimedWithinDay: z.number(),
  fulfilled: z.number(),
  notCounted: z.number(),
  /** Half of the fulfilled wishes took no longer; of a community from posting, of others from claiming, until reported done. Whole days from two days on. */
  medianHours: z.nullable(z.number()),
  /** Answers of 1–5, and their mean with one decimal. */
  rated: z.number(),
  rating: z.nullable(z.number()),
})
export type WishFigures = z.infer<typeof wishFigures>

/** A line of a ranking; equal counts share a rank. `id` is an area code, an organization or a member; a member is 刘*平. */
const rankedLine = z.extend(wishFigures, { rank: z.number(), id: z.string(), name: z.string(), place: z.nullable(z.string()) })
export type RankedLine = z.infer<typeof rankedLine>

export const RANKED_BY = ['community', 'organization', 'member'] as const
export type RankedBy = (typeof RANKED_BY)[number]

export const statisticsContract = {
  overview: endpoint({
    name: 'statistics.overview', method: 'GET', path: '/statistics/overview', summary: '一个地方的心愿和诉求办得怎么样', who: 'guest',
    query: z.object({ ...period, areaCode: z.optional(areaCode) }),
    answer: z.object({
      areaCode: z.string(), areaName: z.string(), from: z.string(), to: z.string(), wishes: wishFigures,
      /** Of complaints whose final due lies in these months, whoever carries them. */
      rates: rateFigures,
      /** One's own, as a member. */
      mine: z.nullable(wishFigures),
    }),
    errors: ['PERIOD_NOT_VALID', 'AREA_NOT_COUNTED'],
  }),
  wishes: endpoint({
    name: 'statistics.wishes', method: 'GET', path: '/statistics/wishes', summary: '心愿排行：社区、党组织、党员，按居民确认圆满的件数', who: 'guest',
    query: z.object({
      ...pageQuery, ...period, areaCode: z.optional(areaCode),
      /** Members are shown to members, their secretaries and the offices over the place. */
      by: z._default(z.enum(RANKED_BY), 'community'),
    }),
    answer: page(rankedLine),
    errors: ['PERIOD_NOT_VALID', 'AREA_NOT_COUNTED'],
  }),
}
