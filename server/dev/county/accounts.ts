import type { Cipher } from '../../src/kernel/cipher.ts'
import { residentName, staffName } from '../../src/kernel/mask.ts'
import type { TableWriter } from './copy.ts'
import { isElder, phoneOf, type PeopleColumns } from './people.ts'

export const HOUSE_COLUMNS = ['id', 'code', 'grid_code', 'compound_id', 'address']
export const ACCOUNT_COLUMNS = [
  'id', 'openid', 'name', 'display_name', 'staff_name', 'phone', 'phone_index', 'grid_code', 'house_id', 'birth_year', 'is_elder',
  'is_disabled', 'created_at', 'last_seen_at',
]

export async function writeHouses({ houses }: PeopleColumns, cipher: Cipher, table: TableWriter): Promise<void> {
  for (const { id, code, gridCode, compoundId, address } of houses) {
    table.row([id, code, gridCode, compoundId, cipher.seal({ table: 'houses', column: 'address', row: id }, address)])
    await table.breathe()
  }
}

/** Everybody has a name and a number in the demo; both are sealed, the number can be found by its blind index. */
export async function writeAccounts(people: PeopleColumns, cipher: Cipher, table: TableWriter): Promise<void> {
  for (let person = 0; person < people.ids.length; person++) {
    const id = people.ids[person]!
    const name = people.names[person]!
    const phone = phoneOf(person)
    const createdAt = new Date(people.createdMs[person]!)
    table.row([
      id, people.openids[person]!, cipher.seal({ table: 'accounts', column: 'name', row: id }, name), residentName(name), staffName(name),
      cipher.seal({ table: 'accounts', column: 'phone', row: id }, phone), cipher.blindIndex('accounts', 'phone', phone),
      people.gridCodes[people.gridOf[person]!]!, people.houses[people.houseOf[person]!]!.id, people.birthYear[person]!,
      isElder(people.year, people.birthYear[person]!), people.isDisabled[person] === 1, createdAt, createdAt,
    ])
    await table.breathe()
  }
}
