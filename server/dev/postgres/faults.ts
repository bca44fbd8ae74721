import { Problem } from '../problem.ts'

const explanations: { when: RegExp; what: string; remedy: string }[] = [
  {
    when: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i,
    what: '磁盘满了，数据库写不进去。The disk is full.',
    remedy: '请清出至少 500 MB 空间，或者用 DATA_DIR 换一个目录，再启动一次。Free at least 500 MB or point DATA_DIR elsewhere, then start again.',
  },
  {
    when: /EACCES|EPERM|EROFS|EEXIST|ENOTDIR|ENOENT|Permission denied|Read-only file system/i,
    what: '数据目录写不进去。The data directory cannot be written.',
    remedy: '请把目录的权限给当前用户，或者用 DATA_DIR 换一个目录，再启动一次。Give yourself the directory or point DATA_DIR elsewhere, then start again.',
  },
  {
    when: /could not create shared memory|could not map anonymous shared memory|Cannot allocate memory|ENOMEM/i,
    what: '内存不够，数据库起不来。Not enough memory for PostgreSQL.',
    remedy: '请关掉一些程序再试。Close some programs and try again.',
  },
  {
    when: /error while loading shared libraries|Library not loaded|ENOEXEC|Exec format error/i,
    what: '内置的 PostgreSQL 在这台机器上运行不了。The embedded PostgreSQL does not run on this machine.',
    remedy: '请重新运行 npm ci；还不行就用 DATABASE_URL 指定现成的 PostgreSQL。Run npm ci again, or set DATABASE_URL.',
  },
]

/** Turns what the system or PostgreSQL said into what a person can do; the original words stay at the end. */
export function explainFault(dataDir: string, said: unknown): Problem {
  if (said instanceof Problem) return said
  const words = said instanceof Error ? said.message : String(said)
  const known = explanations.find(({ when }) => when.test(words))
  return new Problem(
    `${known?.what ?? '数据库起不来。PostgreSQL did not start.'} (${dataDir})`,
    `${known?.remedy ?? '请把下面的话发给维护人员。Please pass the following on to your maintainer.'}\n  ${words.trim().split('\n').slice(-12).join('\n  ')}`,
    { cause: said },
  )
}
