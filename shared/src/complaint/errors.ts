import { defineErrors } from '../kernel/error.ts'

export const complaintErrors = defineErrors({
  PLACE_NEEDED: { status: 422, message: '请在地图上点一下，或选一下在哪个社区' },
  PLACE_UNKNOWN: { status: 422, message: '没有这个地方，请重新选' },
  CATEGORY_UNKNOWN: { status: 422, message: '没有这个类别，请重新选' },
  UNIT_UNKNOWN: { status: 422, message: '没有这个单位，请重新选' },
  TEXT_REFUSED: { status: 422, message: '内容里有不能发布的话，请改一下再交' },
  BEHALF_NOT_ALLOWED: { status: 403, message: '只有这一片的片长可以替别人反映' },
  NOT_ON_DUTY: { status: 403, message: '现在不是您当班，请当班的人来办' },
  NOT_AT_YOUR_DESK: { status: 403, message: '这件事现在不在您这里' },
  NO_HIGHER_DESK: { status: 422, message: '已经在街道（镇）了，不能再往上交' },
  CONTACT_NEEDED: { status: 422, message: '请先联系居民；联系不上的，要在两天里试过三次' },
  CONTACT_IN_FUTURE: { status: 422, message: '联系的时间不能晚于现在，也不能早于诉求提交的时间' },
  PROOF_NEEDED: { status: 422, message: '这类事情办完要有照片' },
  KIND_NOT_RAISABLE: { status: 422, message: '咨询和表扬不用吹哨，社区直接答复就好' },
  FILER_CANNOT_CONFIRM: { status: 403, message: '替别人反映的，请本人评价，或由回访员电话问' },
  HANDLER_CANNOT_CONFIRM: { status: 403, message: '自己经手的事，不能自己回访' },
})
