import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { rankMembers, type Ranked, type RoutingInput, type RoutingResult } from '@huying/shared/wish/routing.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { uuidv7 } from '../../kernel/uuid.ts'
import type { Wish } from './table.ts'

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

/** A ranking that waves go through, and how far they have come. */
export interface CurrentRun {
  id: string
  ranked: readonly Ranked[]
  askedUpTo: number
}

/** A ranking that is to be written down. */
export interface NewRun extends CurrentRun {
  input: RoutingInput
  result: RoutingResult
}

export function rank(input: RoutingInput): NewRun {
  const result = rankMembers(input)
  return { id: uuidv7(new Date(input.at)), input, result, ranked: result.ranked, askedUpTo: 0 }
}

/** Writes rankings down, their inputs once for each content. */
export async function storeRuns({ sql }: Tx, runs: readonly NewRun[]): Promise<void> {
  if (runs.length === 0) return
  const packed = runs.map(({ id, input, result, askedUpTo }) => {
    const [inputs, ranking] = [JSON.stringify(input), JSON.stringify(result)]
    const input_hash = hashOf(inputs)
    return {
      inputs: { hash: input_hash, body: pack(inputs) },
      run: { id, wish_id: input.wishId, ring: input.ring, at: new Date(input.at), input_hash, result_hash: hashOf(ranking), result: pack(ranking), asked_up_to: askedUpTo },
    }
  })
  await sql`insert into wish_routing_inputs ${sql(packed.map(({ inputs }) => inputs))} on conflict do nothing`
  await sql`insert into wish_routing_runs ${sql(packed.map(({ run }) => run))}`
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

/** The rankings that the rings' waves of these wishes go through; none of a wish that was claimed since: then one is made anew. */
export async function currentRuns({ sql }: Db, wishes: readonly Pick<Wish, 'id' | 'ring' | 'publishedAt'>[]): Promise<Map<string, CurrentRun>> {
  const asked = wishes.map(({ id, ring, publishedAt }) => ({ id, ring, since: publishedAt }))
  const rows = await sql<(Pick<RawRun, 'id' | 'result' | 'asked_up_to'> & { wish_id: string })[]>`select r.id, r.wish_id, r.result, r.asked_up_to
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w (id uuid, ring smallint, since timestamptz)
    cross join lateral (select * from wish_routing_runs r where r.wish_id = w.id and r.ring = w.ring and r.at >= w.since
      and r.at >= coalesce((select max(ended_at) from wish_claims where wish_id = w.id), '-infinity') order by r.at desc limit 1) r`
  return new Map(rows.map((row) => [row.wish_id, { id: row.id, ranked: (JSON.parse(unpack(row.result)) as RoutingResult).ranked, askedUpTo: row.asked_up_to }]))
}

/** Ranks the stored inputs again: the same bytes, the same hashes. */
export function isReproduced(run: RoutingRun): boolean {
  const again = JSON.stringify(rankMembers(JSON.parse(run.inputs) as RoutingInput))
  return again === run.result && hashOf(run.inputs).equals(run.inputHash) && hashOf(again).equals(run.resultHash)
}
