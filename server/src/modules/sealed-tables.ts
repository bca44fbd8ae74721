import type { SealedTable } from '../kernel/reseal.ts'

type Sealed = Omit<SealedTable, 'keys' | 'nameOf'>
const byId = (sealed: Sealed): SealedTable => ({ ...sealed, keys: ['id'], nameOf: ({ id }) => String(id) })

/** Every table with sealed cells; `docs/personal-data.md` says what they hold. */
export const sealedTables: readonly SealedTable[] = [
  byId({ table: 'accounts', columns: ['name', 'phone'], index: { column: 'phone_index', keyedFor: 'phone', text: ({ phone }) => phone ?? null } }),
  byId({ table: 'dependents', columns: ['name'] }),
  byId({ table: 'houses', columns: ['address'] }),
  byId({
    table: 'wishes', columns: ['contact_name', 'on_behalf_name', 'on_behalf_phone'],
    index: {
      column: 'on_behalf_index', keyedFor: 'on_behalf_index', beside: ['grid_code', 'community_code'],
      text: ({ on_behalf_name: name, on_behalf_phone: phone }, { grid_code: grid, community_code: community }) => phone ?? (name ? `${name}@${String(grid ?? community)}` : null),
    },
  }),
  byId({ table: 'complaints', columns: ['on_behalf_name', 'on_behalf_phone', 'address'] }),
  byId({ table: 'bookings', columns: ['on_behalf_name', 'on_behalf_phone'] }),
  byId({ table: 'waitlist_entries', columns: ['on_behalf_name', 'on_behalf_phone'] }),
  {
    table: 'history_values', keys: ['subject_kind', 'subject_id', 'seq', 'field'], columns: ['value'],
    nameOf: ({ subject_id: id, seq, field }) => `${String(id)}/${String(seq)}/${String(field)}`,
  },
]
