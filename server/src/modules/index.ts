import type { ObjectStorage } from '../gateways/object-storage.ts'
import type { Wechat } from '../gateways/wechat/client.ts'
import type { LiveSender } from '../kernel/live-sender.ts'
import type { Module } from '../kernel/module.ts'
import { accountModule } from './account/module.ts'
import { appointmentModule } from './appointment/module.ts'
import { approvalModule } from './approval/module.ts'
import { areaModule } from './area/module.ts'
import { associationModule } from './association/module.ts'
import { bookingModule } from './booking/module.ts'
import { calendarModule } from './calendar/module.ts'
import { catalogueModule } from './catalogue/module.ts'
import { complaintModule } from './complaint/module.ts'
import { demandModule } from './demand/module.ts'
import { dispatchModule } from './dispatch/module.ts'
import { historyModule } from './history/module.ts'
import { jobModule } from './job/module.ts'
import { loadActorOf } from './load-actor.ts'
import { liveModule } from './live/module.ts'
import { offerModule } from './offer/module.ts'
import { notificationModule } from './notification/module.ts'
import { partyModule } from './party/module.ts'
import { privacyModule } from './privacy/module.ts'
import { settingsModule } from './settings/module.ts'
import { statisticsModule } from './statistics/module.ts'
import { systemModule } from './system/module.ts'
import { uploadModule } from './upload/module.ts'
import { gatherPhotoRules } from './upload/visible.ts'
import { wishModule } from './wish/module.ts'

export interface ModuleDeps {
  wechat: Wechat
  live: LiveSender
  storage: ObjectStorage
  /** How WeChat reaches this server, without a slash at the end. */
  publicUrl: string
  /** Where the county's jobs queue. */
  jobsSchema: string
  /** Makes every process read calendar and settings anew. */
  refresh(): Promise<void>
}

/** Every module, lowest first. A module that is not here does not exist. */
export function modulesOf({ wechat, live, storage, publicUrl, jobsSchema, refresh }: ModuleDeps): readonly Module[] {
  const modules: readonly Module[] = [
    areaModule, accountModule(wechat, live), appointmentModule, uploadModule({ wechat, storage, publicUrl }, () => photoRules), partyModule, associationModule, wishModule(wechat), bookingModule,
    complaintModule(wechat), offerModule, demandModule, dispatchModule, catalogueModule(refresh), calendarModule(refresh),
    settingsModule(refresh), notificationModule(wechat), statisticsModule, privacyModule({ live, storage }), jobModule({ jobsSchema }), liveModule(live),
    approvalModule({ acts: () => modules.flatMap((module) => module.approvables ?? []), loadActorOf }),
    historyModule(() => modules.flatMap((module) => module.timelines ?? [])), systemModule,
  ]
  const photoRules = gatherPhotoRules(modules)
  return modules
}
