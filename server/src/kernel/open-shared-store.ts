import { openMemoryStore } from './shared-store-memory.ts'
import { openRedisStore, type RedisStoreOptions } from './shared-store-redis.ts'
import type { SharedStore } from './shared-store.ts'

export interface SharedStoreOptions extends RedisStoreOptions {
  /** undefined: in-process, for one process only. */
  redisUrl?: string
}

/** The store that REDIS_URL names. Waits a little for Redis, but starts without it too. */
export async function openSharedStore({ redisUrl, ...options }: SharedStoreOptions): Promise<SharedStore> {
  return redisUrl === undefined ? openMemoryStore() : openRedisStore(redisUrl, options)
}
