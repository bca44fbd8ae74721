import { areaContract, type AreaLine } from '@huying/shared/area/contract'
import { useQuery } from '@tanstack/react-query'
import { shortPlace } from '../../components/case/place'
import { useArea, useDuty } from '../../hooks/use-areas'
import { call } from '../../platform/request'
import type { Point } from '../../platform/location'

const FRESH_MS = 6 * 3_600_000

function useGridAt(point: Point | null): AreaLine | null {
  const at = point && `${point.lng},${point.lat}`
  const { data } = useQuery({
    queryKey: ['grid-at', at],
    // The query's answer type is the point; its wire form is what goes out.
    queryFn: async (): Promise<AreaLine | null> => (await call(areaContract.list, { query: { at: at! } })).items[0] ?? null,
    enabled: at !== null,
    staleTime: FRESH_MS,
  })
  return data ?? null
}

export interface Routing {
  /** The grid or community it will lie in; null: not known. */
  code: string | null
  communityCode: string | null
  /** 先到东岗社区 1网格，片长 刘*平; null while it is not known. */
  words: string | null
  /** A point outside every grid. */
  isOutside: boolean
  /** The desk's number, never a private one. */
  phone: string | null
}

/** Who will look first at what lies here: the grid of the point, else the area chosen, else where one lives. */
export function useRouting(point: Point | null, areaCode: string | null, homeCode: string | null): Routing {
  const grid = useGridAt(point)
  const code = grid?.code ?? areaCode ?? homeCode
  const { data: area } = useArea(code)
  const { data: duty } = useDuty(code)
  const names = area && shortPlace([...area.path.filter(({ kind }) => kind === 'community').map(({ name }) => name), area.name].join(' '))
  return {
    code,
    communityCode: area?.communityCode ?? (area?.kind === 'community' ? area.code : null),
    words: names ? `先到${names}${duty ? `，${dutyWords(duty)}` : ''}` : null,
    isOutside: point !== null && grid === null,
    phone: duty?.phone ?? null,
  }
}

const dutyWords = ({ kind, name, post }: { kind: string; name: string; post: string }) => (kind === 'person' ? `${post} ${name}` : post)
