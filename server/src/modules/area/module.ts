import { areaContract } from '@huying/shared/area/contract.ts'
import { read, type Module } from '../../kernel/module.ts'
import { onDuty } from './duty.ts'
import { presentArea, presentDuty, presentLine } from './presenter.ts'
import { listAreas, pathOf, readArea } from './queries.ts'

/** The tree of divisions 区划, open to everybody, and who answers for a place. */
export const areaModule: Module = {
  name: 'area',
  routes: [
    read(areaContract.list, async ({ db }, { query: { shapes, cursor, ...query } }) => {
      const rows = await listAreas(db, { ...query, withShape: shapes === 'true', after: cursor })
      const items = rows.slice(0, query.limit).map(presentLine)
      return { items, nextCursor: rows.length > query.limit ? items.at(-1)!.code : null }
    }),
    read(areaContract.get, async ({ db }, { params }) => presentArea(await readArea(db, params.code), await pathOf(db, params.code))),
    read(areaContract.duty, async ({ db, now }, { params }) => {
      const area = await readArea(db, params.code)
      const community = area.communityCode === null ? null : await readArea(db, area.communityCode)
      return presentDuty(area, community, area.kind === 'grid' ? await onDuty(db, area.code, now) : null)
    }),
  ],
}
