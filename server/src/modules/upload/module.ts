import type { Module } from '../../kernel/module.ts'
import { uploadDeadlines } from './deadlines.ts'
import type { UploadDeps } from './receive-photo.ts'
import { uploadRoutes } from './routes.ts'
import { uploadSubscribers } from './subscribers.ts'
import type { PhotoRules } from './visible.ts'

/** Photos: received, made safe, checked by WeChat, shown by signed addresses only. `photoRules` gathers every module's say. */
export const uploadModule = (deps: UploadDeps, photoRules: () => PhotoRules): Module => ({
  name: 'upload',
  routes: uploadRoutes(deps, photoRules),
  subscribers: uploadSubscribers,
  deadlines: uploadDeadlines(deps.storage),
})
