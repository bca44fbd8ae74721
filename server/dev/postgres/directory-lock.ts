import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Holds a directory for this process until `release`, or tells that another process has it (undefined).
 * The lock is a listening socket, so the system frees it when its holder dies, however it dies:
 * there is no pid to be mistaken for another process's later.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> } | undefined> {
  const address = lockAddress(directory)
  const server = (await listen(address)) ?? ((await isAbandoned(address)) ? await listen(address) : undefined)
  if (!server) return undefined
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Linux and Windows have names that vanish with their holder; elsewhere it is a file that can be left behind. */
function lockAddress(directory: string): string {
  const name = `huying-${createHash('sha256').update(directory).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.lock`)
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => resolve(server))
  })
}

async function isAbandoned(address: string): Promise<boolean> {
  if (process.platform === 'linux' || process.platform === 'win32') return false
  const isHeld = await new Promise<boolean>((resolve) => {
    const socket = connect(address, () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
  if (!isHeld) await rm(address, { force: true })
  return !isHeld
}
