import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { settingsContract } from '@huying/shared/settings/contract.ts'
import { holds } from '../../kernel/actor.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { changeSettings } from './commands/change-settings.ts'
import { readSettings } from './queries.ts'

/** What an administrator may set for the whole county. `refresh` makes every process read it anew. */
export const settingsModule = (refresh: () => Promise<void>): Module => ({
  name: 'settings',
  routes: [
    read(settingsContract.list, async ({ db, actor }) => {
      if (!holds(actor, 'administrator') && !holds(actor, 'auditor')) throw kernelErrors.FORBIDDEN()
      return { items: await readSettings(db) }
    }),
    write(settingsContract.change, { run: changeSettings, after: refresh }),
  ],
})
