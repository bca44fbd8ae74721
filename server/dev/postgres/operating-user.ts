import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** PostgreSQL refuses to run as root, so root hands it to another account. */
export interface OperatingUser {
  uid: number
  gid: number
}

/**
 * Who shall own and run the cluster: undefined means "whoever we are" (we are not root, or this is Windows).
 * As root: the directory's present owner, else the accounts `postgres` or `nobody`
 * (initdb needs an account that /etc/passwd knows).
 */
export async function operatingUser(dataDir: string): Promise<OperatingUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(dataDir).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  return account ? { uid: Number(account[2]), gid: Number(account[3]) } : { uid: 65534, gid: 65534 }
}

/** Whether that user may walk down to `path` (root's home, for one, is closed to everybody else). */
export async function canEnter(user: OperatingUser | undefined, path: string): Promise<boolean> {
  if (!user) return true
  for (let at = path; ; at = dirname(at)) {
    const { uid, gid, mode } = await stat(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(at) === at) return true
  }
}
