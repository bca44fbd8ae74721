import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A real Redis on a free port of 127.0.0.1 that keeps nothing on disk and can be stopped, frozen and started again. */
export interface RedisServer {
  url: string
  start(): Promise<void>
  stop(): Promise<void>
  /** Stops answering without closing a connection, as a lost network does. */
  freeze(): void
  thaw(): void
}

export async function createRedisServer(): Promise<RedisServer> {
  const port = await freePort()
  let child: ChildProcess | undefined
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
      const failure = once(child, 'error').then(() => Promise.reject(new Error('redis-server is not installed (apt-get install redis-server)')))
      await Promise.race([failure, accepts(port)])
    },
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  }
  await server.start()
  return server
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function accepts(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = createConnection(port, '127.0.0.1')
    const isOpen = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await sleep(25)
  }
  throw new Error(`redis-server does not listen on ${port}`)
}
