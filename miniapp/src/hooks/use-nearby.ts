import { areaContract, type AreaLine } from '@huying/shared/area/contract'
import { useState } from 'react'
import { isWeapp } from '../platform/environment'
import { locateOnce } from '../platform/location'
import { call } from '../platform/request'
import { useArea } from './use-areas'

export interface Nearby {
  /** The community one lives in; null for who has not said. */
  home: { code: string; name: string } | null
  /** The community one stands in, asked for once; null where the phone does not tell. Absent where no phone can. */
  locate?: () => Promise<{ code: string; name: string } | null>
  isLocating: boolean
}

const GRID_DIGITS = 15
const COMMUNITY_DIGITS = 12
/** Homes are grids or communities; both begin with the community's code. */
const communityCodeOf = (home: string | null): string | null => (home !== null && home.length >= COMMUNITY_DIGITS && home.length <= GRID_DIGITS ? home.slice(0, COMMUNITY_DIGITS) : null)

async function communityHere(): Promise<{ code: string; name: string } | null> {
  const point = await locateOnce()
  if (!point) return null
  const [grid]: AreaLine[] = (await call(areaContract.list, { query: { at: `${point.lng},${point.lat}` } })).items
  if (!grid?.communityCode) return null
  const { code, name } = await call(areaContract.get, { params: { code: grid.communityCode } })
  return { code, name }
}

/** 我附近: where one lives, and, asked for by a tap, where one is. */
export function useNearby(homeCode: string | null): Nearby {
  const { data } = useArea(communityCodeOf(homeCode))
  const [isLocating, setLocating] = useState(false)
  async function locate() {
    setLocating(true)
    try {
      return await communityHere()
    } catch {
      return null
    } finally {
      setLocating(false)
    }
  }
  return { home: data ? { code: data.code, name: data.name } : null, isLocating, ...(isWeapp && { locate }) }
}
