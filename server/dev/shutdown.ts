/** What must be undone at the end, newest first. */
export interface Shutdown {
  add(name: string, undo: () => Promise<unknown> | unknown): void
  /** Undoes everything once, however often it is called; a fault in one does not keep the others. */
  run(): Promise<void>
  isRunning(): boolean
}

/** Ends in order at Ctrl-C or SIGTERM and exits; a second Ctrl-C exits at once (the next start mends what is left). */
export function createShutdown(print: (line: string) => void): Shutdown {
  const undoings: { name: string; undo: () => Promise<unknown> | unknown }[] = []
  let running: Promise<void> | undefined

  async function undoAll(): Promise<void> {
    for (let last = undoings.pop(); last; last = undoings.pop()) {
      const { name, undo } = last
      try {
        await undo()
      } catch (error) {
        print(`停止${name}时出错：${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  const run = () => (running ??= undoAll())

  function onSignal(): void {
    if (running) process.exit(130)
    print('\n正在停止……（再按一次 Ctrl-C 立即退出）')
    void run().then(() => {
      print('已停止，数据都在。')
      process.exit(0)
    })
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return { add: (name, undo) => void undoings.push({ name, undo }), run, isRunning: () => running !== undefined }
}
