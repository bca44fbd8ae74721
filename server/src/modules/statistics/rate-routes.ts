import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { LEAST_TOLD, RATE_WEIGHTS } from '@huying/shared/settings/catalogue.ts'
import { exclusionContract } from '@huying/shared/statistics/exclusion-contract.ts'
import { ratesContract, type RateFigures, type RateLine } from '@huying/shared/statistics/rates-contract.ts'
import type { RateWeights } from '@huying/shared/statistics/rates.ts'
import type { Kernel, ReadContext } from '../../kernel/context.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { proposeExclusion } from './commands/exclude-case.ts'
import { decideExclusion, objectToExclusion } from './commands/object-to-exclusion.ts'
import { areaOf } from './counted-area.ts'
import { findCase, getExclusion, listVisibleExclusions } from './exclusion-read.ts'
import { openAnswersOf, openCasesOf, toCsv } from './open-data.ts'
import { isRunning, monthsOf, monthText, type Period } from './period.ts'
import { presentRateFigures, rankCarriers, type Telling } from './rate-presenter.ts'
import { carriersOf, overdueByCarrier, overdueInArea, ratesOfArea } from './rate-queries.ts'

const tellingOf = (kernel: Kernel): Telling => ({ weights: kernel.setting<RateWeights>('rateWeights', RATE_WEIGHTS), leastTold: kernel.setting('leastTold', LEAST_TOLD) })

/** The rates of all cases that lie in an area. */
export async function figuresOfArea({ db, kernel, now }: ReadContext, areaCode: string, period: Period): Promise<RateFigures> {
  const [counts, overdue] = await Promise.all([ratesOfArea(db, areaCode, period), overdueInArea(db, areaCode, period, now)])
  return presentRateFigures(counts, overdue, tellingOf(kernel))
}

/** A ranking is at most as long as the county has communities: it is ranked whole and cut here. */
function cut(lines: readonly RateLine[], cursor: string | undefined, limit: number): { items: RateLine[]; nextCursor: string | null } {
  const after = cursor === undefined ? -1 : lines.findIndex(({ id }) => Buffer.from(id).toString('base64url') === cursor)
  if (cursor !== undefined && after === -1) throw kernelErrors.MALFORMED([{ path: 'cursor', message: '翻页位置不对，请从头看起' }])
  const items = lines.slice(after + 1, after + 1 + limit)
  const last = items.at(-1)
  return { items, nextCursor: last && after + 1 + limit < lines.length ? Buffer.from(last.id).toString('base64url') : null }
}

async function openData(context: ReadContext, query: { period?: string | undefined; areaCode?: string | undefined }) {
  const { db, kernel, now } = context
  const period = monthsOf(query.period, now)
  const area = await areaOf(context, query.areaCode)
  const [cases, answers] = await Promise.all([openCasesOf(db, period, area.code, now), openAnswersOf(db, period, area.code, tellingOf(kernel).leastTold)])
  return { area, period, cases, answers }
}

const presentOne = (context: ReadContext, id: string) => getExclusion(context, id)

export const rateRoutes: readonly Route[] = [
  read(ratesContract.rates, async (context, { query }) => {
    const { db, kernel, now } = context
    const period = monthsOf(query.period, now)
    const area = await areaOf(context, query.areaCode)
    const telling = tellingOf(kernel)
    const [carriers, overdue, total] = await Promise.all([
      carriersOf(db, { by: query.by, areaCode: area.code, ...period }), overdueByCarrier(db, query.by, period, now), figuresOfArea(context, area.code, period),
    ])
    return {
      ...cut(rankCarriers(carriers, overdue, telling), query.cursor, query.limit),
      from: monthText(period.from), to: monthText(period.to), weights: telling.weights, leastTold: telling.leastTold, isProvisional: isRunning(period, now), total,
    }
  }),
  read(ratesContract.casesCsv, async (context, { query }) => {
    const { area, period, cases, answers } = await openData(context, query)
    const name = `rates-${area.code}-${monthText(period.from)}-${monthText(period.to)}.csv`
    return { type: 'text/csv; charset=utf-8', body: toCsv(cases, answers), headers: { 'content-disposition': `attachment; filename="${name}"` } }
  }),
  read(ratesContract.casesJson, async (context, { query }) => {
    const { period, cases, answers } = await openData(context, query)
    return { from: monthText(period.from), to: monthText(period.to), asOf: context.now.toISOString(), ...tellingOf(context.kernel), cases, answers }
  }),
  read(exclusionContract.list, (context, { query }) => listVisibleExclusions(context, query)),
  read(exclusionContract.get, (context, { params }) => getExclusion(context, params.id)),
  read(exclusionContract.findCase, (context, { params }) => findCase(context, params.number)),
  write(exclusionContract.propose, { run: (context, { body }) => proposeExclusion(context, body), present: presentOne }),
  write(exclusionContract.object, { run: (context, { params, body }) => objectToExclusion(context, params.id, body.reason), present: presentOne }),
  write(exclusionContract.decideObjection, { run: (context, { params, body }) => decideExclusion(context, params.id, body.decision, body.reason), present: presentOne }),
  write(exclusionContract.lift, { run: (context, { params, body }) => decideExclusion(context, params.id, 'lift', body.reason), present: presentOne }),
]
