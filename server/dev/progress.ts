/** What the start is doing, for the terminal and for the page people see meanwhile. */
export interface Progress {
  /** Runs one step; one that takes over two seconds says so while it runs. */
  step<T>(name: string, work: (say: (detail: string) => void) => Promise<T>): Promise<T>
  /** The step that runs now, with its latest detail; undefined between steps. */
  current(): { name: string; detail: string; seconds: number } | undefined
}

const patienceMs = 2_000
const reminderMs = 10_000

export function createProgress(print: (line: string) => void): Progress {
  let current: { name: string; detail: string; beganAt: number } | undefined
  const secondsOf = (beganAt: number) => (performance.now() - beganAt) / 1000
  return {
    async step(name, work) {
      const own = { name, detail: '', beganAt: performance.now() }
      current = own
      const remind = () => {
        print(`… ${name}${own.detail && `：${own.detail}`}（${secondsOf(own.beganAt).toFixed(0)} 秒）`)
        timer = setTimeout(remind, reminderMs)
      }
      let timer = setTimeout(remind, patienceMs)
      try {
        const result = await work((detail) => {
          own.detail = detail
        })
        print(`✓ ${name}（${secondsOf(own.beganAt).toFixed(1)} 秒）`)
        return result
      } finally {
        clearTimeout(timer)
        if (current === own) current = undefined
      }
    },
    current: () => current && { name: current.name, detail: current.detail, seconds: secondsOf(current.beganAt) },
  }
}
