import type { Grid } from './geography.ts'
import { Random } from './random.ts'

export interface House {
  id: string
  code: string
  gridCode: string
  compoundId: string | null
  address: string
}

const FLATS_A_BUILDING = 24
const FLATS_A_UNIT = 12
const FLATS_A_FLOOR = 2
/** When the houses were coded. */
const CODED_MS = Date.UTC(2025, 2, 1)

/** A flat of a compound, or a house of a villagers' group. Its code decides all of it, so that none need be kept. */
export function houseIn(grid: Grid, index: number): House {
  const code = `${grid.code}${String(index + 1).padStart(3, '0')}`
  return { id: new Random(code).uuid(CODED_MS), code, gridCode: grid.code, compoundId: grid.compound?.id ?? null, address: addressOf(grid, index) }
}

function addressOf(grid: Grid, index: number): string {
  const serial = Number(grid.code.slice(-3))
  const building = Math.floor(index / FLATS_A_BUILDING) + 1
  const unit = Math.floor((index % FLATS_A_BUILDING) / FLATS_A_UNIT) + 1
  const floor = Math.floor((index % FLATS_A_UNIT) / FLATS_A_FLOOR) + 1
  const where = grid.compound
    ? `第${serial}网格${building}栋${unit}单元${floor}0${(index % FLATS_A_FLOOR) + 1}室`
    : `${serial}组${index + 1}号`
  return `商南县${grid.community.town.name}${grid.community.name}${grid.compound?.name ?? ''}${where}`
}
