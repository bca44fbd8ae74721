import type { Wechat } from '../gateways/wechat/client.ts'
import type { LiveSender } from '../kernel/live-sender.ts'
import type { Module } from '../kernel/module.ts'
import { accountModule } from './account/module.ts'
import { complaintModule } from './complaint/module.ts'
import { demandModule } from './demand/module.ts'
import { dispatchModule } from './dispatch/module.ts'
import { liveModule } from './live/module.ts'
import { systemModule } from './system/module.ts'
import { wishModule } from './wish/module.ts'

export interface ModuleDeps {
  wechat: Wechat
  live: LiveSender
}

/** Every module, lowest first. A module that is not here does not exist. */
export const modulesOf = ({ wechat, live }: ModuleDeps): readonly Module[] => [
  accountModule(wechat, live), wishModule(wechat), complaintModule(wechat), demandModule, dispatchModule, liveModule(live), systemModule,
]
