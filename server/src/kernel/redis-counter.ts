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

export type Increment = readonly [key: string, points: number | string, seconds: number | string]
export type Counted = [consumed: number, ttlMs: number]

interface Waiting {
  increment: Increment
  resolve(counted: Counted): void
  reject(error: unknown): void
}

interface WithCount {
  huyingCount(keys: number, ...keysAndArguments: (string | number)[]): Promise<number[]>
}

/** Counts in Redis, many keys with one command: a command a request, with a packet of its own, was an eighth of what a request costs. */
export class RedisCounter {
  private waiting: Waiting[] = []

  constructor(private readonly redis: Redis) {
    redis.defineCommand('huyingCount', { lua: COUNT })
  }

  /** The limiter asks before it counts, and counts by itself where Redis is away. */
  get status(): string {
    return this.redis.status
  }

  /** What the keys hold now, in their order. */
  async add(increments: readonly Increment[]): Promise<Counted[]> {
    const answers = await (this.redis as unknown as WithCount).huyingCount(
      increments.length, ...increments.map(([key]) => key), ...increments.flatMap(([, points, seconds]) => [points, seconds]),
    )
    return increments.map((_, i) => [answers[2 * i]!, answers[2 * i + 1]!])
  }

  /** As RateLimiterRedis calls it: key, points, seconds, and more that the script does not want. All of a moment go together. */
  rlflxIncr(increment: Increment): Promise<Counted> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ increment, resolve, reject })
      if (this.waiting.length === 1) setImmediate(() => void this.send())
    })
  }

  private async send(): Promise<void> {
    const batch = this.waiting
    this.waiting = []
    try {
      const counted = await this.add(batch.map(({ increment }) => increment))
      batch.forEach(({ resolve }, i) => resolve(counted[i]!))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
