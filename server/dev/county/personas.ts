import type { ScopeKind } from '@huying/shared/kernel/role'
import type { Actor } from '../../src/kernel/actor.ts'
import type { Kernel } from '../../src/kernel/context.ts'
import type { Db } from '../../src/kernel/db.ts'
import { loadActorOf } from '../../src/modules/load-actor.ts'
import type { PersonaSource } from '../stand-in-host.ts'
import type { Persona } from '../stand-in/host.ts'
import { personaOpenid } from './offices.ts'
import { PERSONA_KINDS } from './persona-kinds.ts'
import { samplesFor } from './persona-samples.ts'

interface Account {
  id: string
  name: Buffer
}

/** The people of the demo county whom one may log in as, as they are in the database now. */
export function createPersonas(kernel: Kernel): PersonaSource {
  const { db, cipher, clock } = kernel

  const accountOf = async (openid: string): Promise<Account | undefined> =>
    (await db.sql<Account[]>`select id, name from accounts where openid = ${openid} and name is not null`)[0]

  async function personaOf(key: string, samplePoint: Persona['samplePoint']): Promise<Persona | null> {
    const account = await accountOf(personaOpenid(key, 0))
    const actor = account && (await loadActorOf(db, account.id, clock.now()))
    if (!actor) return null
    const [scopes, sampleIds] = await Promise.all([scopesOf(db, actor), samplesFor(db, actor)])
    const name = cipher.open({ table: 'accounts', column: 'name', row: account.id }, account.name)
    return { key, name, ...PERSONA_KINDS[key]!, scopes, sampleIds, samplePoint }
  }

  return {
    async listPersonas() {
      const samplePoint = await firstGridPoint(db)
      if (!samplePoint) return []
      const personas = await Promise.all(Object.keys(PERSONA_KINDS).map((key) => personaOf(key, samplePoint)))
      return personas.filter((persona) => persona !== null)
    },
    async openidFor(persona, nth) {
      if (!Object.hasOwn(PERSONA_KINDS, persona)) return null
      const openid = personaOpenid(persona, nth)
      return (await accountOf(openid)) ? openid : null
    },
    async phoneFor(openid) {
      const [row] = await db.sql<{ id: string; phone: Buffer }[]>`select id, phone from accounts where openid = ${openid} and phone is not null`
      return row ? cipher.open({ table: 'accounts', column: 'phone', row: row.id }, row.phone) : null
    },
  }
}

/** Inside the grid where the first of most kinds live: a grid is convex and holds its centre. */
async function firstGridPoint({ sql }: Db): Promise<Persona['samplePoint'] | undefined> {
  const [point] = await sql<Persona['samplePoint'][]>`select a.lng, a.lat from accounts p join areas a on a.code = p.grid_code
    where p.openid = ${personaOpenid('resident', 0)}`
  return point && { lng: point.lng, lat: point.lat }
}

async function scopesOf(db: Db, { appointments }: Actor): Promise<Persona['scopes']> {
  const labels = await labelsOf(db, appointments)
  return appointments.map(({ role, scopeKind, scopeId }) => ({ role, scopeKind, scopeId, label: labels.get(`${scopeKind}/${scopeId}`) ?? scopeId }))
}

/** What each scope is called, by `kind/id`. */
async function labelsOf({ sql }: Db, scopes: readonly { scopeKind: ScopeKind; scopeId: string }[]): Promise<Map<string, string>> {
  const ids = (kind: ScopeKind) => scopes.filter(({ scopeKind }) => scopeKind === kind).map(({ scopeId }) => scopeId)
  const rows = await sql<{ key: string; name: string }[]>`
    select 'area/' || code as key, name from areas where code = any(${ids('area')})
    union all select 'partyOrganization/' || id, name from party_organizations where id = any(${ids('partyOrganization')}::uuid[])
    union all select 'unit/' || id, name from units where id = any(${ids('unit')}::uuid[])
    union all select 'association/' || id, name from associations where id = any(${ids('association')}::uuid[])
    union all select 'place/' || id, name from places where id = any(${ids('place')}::uuid[])`
  return new Map(rows.map(({ key, name }) => [key, name]))
}
