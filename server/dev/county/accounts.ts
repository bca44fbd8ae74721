import type { Cipher } from '../../src/kernel/cipher.ts'
import { residentName, staffName } from '../../src/kernel/mask.ts'
import type { TableWriter } from './copy.ts'
import type { Geography } from './geography.ts'
import { houseIn } from './houses.ts'
import type { People } from './people.ts'

export const HOUSE_COLUMNS = ['id', 'code', 'grid_code', 'compound_id', 'address']
export const ACCOUNT_COLUMNS = [
  'id', 'openid', 'name', 'display_name', 'staff_name', 'phone', 'phone_index', 'grid_code', 'house_id', 'birth_year', 'is_elder',
  'is_disabled', 'created_at', 'last_seen_at',
]

export async function writeHouses({ grids }: Geography, cipher: Cipher, table: TableWriter): Promise<void> {
  for (const grid of grids)
    for (let h = 0; h < grid.households; h++) {
      const { id, code, gridCode, compoundId, address } = houseIn(grid, h)
      table.row([id, code, gridCode, compoundId, cipher.seal({ table: 'houses', column: 'address', row: id }, address)])
      if (table.isFull) await table.breathe()
    }
}

/** Names and numbers are sealed; the number can be found by its blind index. Most people only ever logged in, and told neither. */
export async function writeAccounts(people: People, cipher: Cipher, table: TableWriter): Promise<void> {
  for (let person = 0; person < people.count; person++) {
    const id = people.id(person)
    const name = people.name(person)
    const hasTold = people.hasTold(person)
    const phone = people.phone(person)
    const createdAt = new Date(people.createdMs(person))
    table.row([
      id, people.openid(person), hasTold ? cipher.seal({ table: 'accounts', column: 'name', row: id }, name) : null, residentName(name), staffName(name),
      hasTold ? cipher.seal({ table: 'accounts', column: 'phone', row: id }, phone) : null,
      hasTold ? cipher.blindIndex('accounts', 'phone', phone) : null,
      people.grid(person).code, people.house(person).id, people.birthYear(person), people.isElder(person),
      people.isDisabled(person), createdAt, createdAt,
    ])
    if (table.isFull) await table.breathe()
  }
}
