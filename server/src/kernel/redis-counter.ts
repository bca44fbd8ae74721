import type { Redis } from 'ioredis'

/** Adds to each key, which begins to run out when it is new, and answers what it holds and for how many milliseconds still. */
const COUNT = `
local answers = {}
for i, key in ipairs(KEYS) do
  local points, seconds = ARGV[2 * i - 1], ARGV[2 * i]
  redis.call('set', key, 0, 'EX', seconds, 'NX')
  answers[2 * i - 1] = redis.call('incrby', key, points)
  answers[2 * i] = redis.call('pttl', key)
end
return answers`

type Increment = [key: string, points: string, seconds: string]
type Counted = [consumed: number, ttlMs: number]

interface Waiting {
  increment: Increment
  resolve(counted: Counted): void
  reject(error: unknown): void
}

interface WithCount {
  huyingCount(keys: number, ...keysAndArguments: string[]): Promise<number[]>
}

/**
 * The client that RateLimiterRedis counts through: what all requests of a moment count goes to Redis as one command. Two
 * commands a request, each with a packet of its own, were an eighth of what a request costs.
 */
export class RedisCounter {
  private waiting: Waiting[] = []

  constructor(private readonly redis: Redis) {
    redis.defineCommand('huyingCount', { lua: COUNT })
  }

  /** The limiter asks before it counts, and counts by itself where Redis is away. */
  get status(): string {
    return this.redis.status
  }

  /** As the limiter calls it: key, points, seconds, and more that the script does not want. */
  rlflxIncr([key, points, seconds]: Increment): Promise<Counted> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ increment: [key, points, seconds], resolve, reject })
      if (this.waiting.length === 1) setImmediate(() => void this.send())
    })
  }

  private async send(): Promise<void> {
    const batch = this.waiting
    this.waiting = []
    try {
      const keys = batch.map(({ increment: [key] }) => key)
      const args = batch.flatMap(({ increment: [, points, seconds] }) => [points, seconds])
      const answers = await (this.redis as unknown as WithCount).huyingCount(keys.length, ...keys, ...args)
      batch.forEach(({ resolve }, i) => resolve([answers[2 * i]!, answers[2 * i + 1]!]))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
