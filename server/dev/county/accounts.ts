import type { Cipher } from '../../src/kernel/cipher.ts'
import { residentName, staffName } from '../../src/kernel/mask.ts'
import type { TableWriter } from './copy.ts'
import { isElder, isKnown, isPersona, phoneOf, type PeopleColumns } from './people.ts'

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

/** Names and numbers are sealed; the number can be found by its blind index. Most people only ever logged in, and told neither. */
export async function writeAccounts(people: PeopleColumns, cipher: Cipher, table: TableWriter): Promise<void> {
  for (let person = 0; person < people.ids.length; person++) {
    const id = people.ids[person]!
    const name = people.names[person]!
    const openid = people.openids[person]!
    const hasTold = people.isTaken[person] === 1 || isKnown(person) || isPersona(openid)
    const phone = phoneOf(person)
    const createdAt = new Date(people.createdMs[person]!)
    table.row([
      id, openid, hasTold ? cipher.seal({ table: 'accounts', column: 'name', row: id }, name) : null, residentName(name), staffName(name),
      hasTold ? cipher.seal({ table: 'accounts', column: 'phone', row: id }, phone) : null,
      hasTold ? cipher.blindIndex('accounts', 'phone', phone) : null,
      people.gridCodes[people.gridOf[person]!]!, people.houses[people.houseOf[person]!]!.id, people.birthYear[person]!,
      isElder(people.year, people.birthYear[person]!), people.isDisabled[person] === 1, createdAt, createdAt,
    ])
    await table.breathe()
  }
}
