/** Where the processes of one county share the access token: the part of the kernel's shared store that this takes. */
export interface TokenStore {
  get(key: string): Promise<string | null>
  /** Forgets the value after `ttlMs` at the latest. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Runs `work` while no other process runs under the same name; the lock outlives no crash for long. */
  lock<T>(name: string, work: () => Promise<T>): Promise<T>
}
