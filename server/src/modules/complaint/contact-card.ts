import type { ContactCard } from '@huying/shared/complaint/contract.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { sealedContactOf } from './queries.ts'
import type { ComplaintRow } from './table.ts'

type Reachable = Pick<ComplaintRow, 'id' | 'reporterId' | 'onBehalfName' | 'onBehalfPhone' | 'address'>

/** Name, number and address of whose matter it is. Only for whoever was let see it, and recorded by then. */
export async function contactCardOf({ db, kernel: { cipher } }: ReadContext, row: Reachable): Promise<ContactCard> {
  const own = (column: string, sealed: Buffer | null) => (sealed === null ? null : cipher.open({ table: 'complaints', column, row: row.id }, sealed))
  const account = row.reporterId === null ? null : await sealedContactOf(db, row.reporterId)
  const known = (column: 'name' | 'phone') => {
    const sealed = account?.[column]
    return sealed ? cipher.open({ table: 'accounts', column, row: row.reporterId! }, sealed) : null
  }
  return {
    name: own('on_behalf_name', row.onBehalfName) ?? known('name'),
    phone: own('on_behalf_phone', row.onBehalfPhone) ?? known('phone'),
    address: own('address', row.address),
  }
}
