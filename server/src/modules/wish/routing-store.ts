import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { rankMembers, type Ranked, type RoutingInput, type RoutingResult } from '@huying/shared/wish/routing.ts'
import type { Db } from '../../kernel/db.ts'
import { uuidv7 } from '../../kernel/uuid.ts'

/** A ranking as it was stored. */
export interface RoutingRun {
  id: string
  ring: number
  at: Date
  inputHash: Buffer
  resultHash: Buffer
  /** The bytes that were hashed. */
  inputs: string
  result: string
  askedUpTo: number
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const pack = (text: string): Buffer => deflateRawSync(text)
const unpack = (bytes: Uint8Array): string => inflateRawSync(bytes).toString('utf8')

/** Ranks, and writes inputs (once for each content) and ranking down. */
export async function storeRun({ sql }: Db, input: RoutingInput): Promise<{ id: string; ranked: Ranked[]; askedUpTo: number }> {
  const inputs = JSON.stringify(input)
  const ranking = rankMembers(input)
  const result = JSON.stringify(ranking)
  const at = new Date(input.at)
  const id = uuidv7(at)
  await sql`with kept as (insert into wish_routing_inputs (hash, body) values (${hashOf(inputs)}, ${pack(inputs)}) on conflict do nothing)
    insert into wish_routing_runs (id, wish_id, ring, at, input_hash, result_hash, result)
    values (${id}, ${input.wishId}, ${input.ring}, ${at}, ${hashOf(inputs)}, ${hashOf(result)}, ${pack(result)})`
  return { id, ranked: ranking.ranked, askedUpTo: 0 }
}

interface RawRun {
  id: string
  ring: number
  at: Date
  input_hash: Buffer
  result_hash: Buffer
  body: Buffer
  result: Buffer
  asked_up_to: number
}

/** Every ranking of a wish, oldest first. */
export async function readRuns({ sql }: Db, wishId: string): Promise<RoutingRun[]> {
  const rows = await sql<RawRun[]>`select r.id, r.ring, r.at, r.input_hash, r.result_hash, i.body, r.result, r.asked_up_to
    from wish_routing_runs r join wish_routing_inputs i on i.hash = r.input_hash where r.wish_id = ${wishId} order by r.at, r.id`
  return rows.map((row) => ({
    id: row.id, ring: row.ring, at: row.at, inputHash: row.input_hash, resultHash: row.result_hash,
    inputs: unpack(row.body), result: unpack(row.result), askedUpTo: row.asked_up_to,
  }))
}

/** The ranking that the ring's waves go through, unless the wish was claimed since: then one is made anew. */
export async function currentRun({ sql }: Db, wishId: string, ring: number, since: Date): Promise<{ id: string; ranked: Ranked[]; askedUpTo: number } | null> {
  const [row] = await sql<Pick<RawRun, 'id' | 'result' | 'asked_up_to'>[]>`select id, result, asked_up_to from wish_routing_runs
    where wish_id = ${wishId} and ring = ${ring} and at >= ${since}
      and at >= coalesce((select max(ended_at) from wish_claims where wish_id = ${wishId}), '-infinity') order by at desc limit 1`
  return row ? { id: row.id, ranked: (JSON.parse(unpack(row.result)) as RoutingResult).ranked, askedUpTo: row.asked_up_to } : null
}

/** Ranks the stored inputs again: the same bytes, the same hashes. */
export function isReproduced(run: RoutingRun): boolean {
  const again = JSON.stringify(rankMembers(JSON.parse(run.inputs) as RoutingInput))
  return again === run.result && hashOf(run.inputs).equals(run.inputHash) && hashOf(again).equals(run.resultHash)
}
