import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { statisticsErrors } from '@huying/shared/statistics/errors.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { findArea, type AreaRow } from '../area/public.ts'

const COUNTED_AREAS: readonly string[] = ['county', 'town', 'community']

/** The area asked for, or the county; 404 where there is none, 422 where nothing is counted by it. */
export async function areaOf({ db }: ReadContext, areaCode: string | undefined): Promise<Pick<AreaRow, 'code' | 'name'>> {
  if (areaCode === undefined) {
    const [county] = await db.sql<{ code: string; name: string }[]>`select code, name from areas where kind = 'county' order by code limit 1`
    if (!county) throw kernelErrors.NOT_FOUND()
    return county
  }
  const area = await findArea(db, areaCode)
  if (!area) throw kernelErrors.NOT_FOUND()
  if (!COUNTED_AREAS.includes(area.kind)) throw statisticsErrors.AREA_NOT_COUNTED()
  return area
}
