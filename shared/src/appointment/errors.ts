import { defineErrors } from '../kernel/error.ts'

export const appointmentErrors = defineErrors({
  NOT_YOURSELF: { status: 403, message: '不能任命自己，也不能同意对自己的任命' },
  PERSON_UNKNOWN: { status: 422, message: '没有找到这个人，请他先在小程序里登录一次' },
  NAME_NEEDED: { status: 422, message: '请他先在「我的」里填好姓名' },
  SCOPE_UNKNOWN: { status: 422, message: '管的地方或单位不对，请重新选' },
  POST_WRONG: { status: 422, message: '片长要写明 A岗还是 B岗，别的职务没有' },
  PERIOD_WRONG: { status: 422, message: '任期要从现在或以后开始，结束要晚于开始' },
  ALREADY_APPOINTED: { status: 409, message: '这个人已经有这个职务了' },
  POST_TAKEN: { status: 409, message: '这个岗位这段时间已经有人了，请先结束原来的任职' },
  LAST_ADMINISTRATOR: { status: 422, message: '这是最后一位管理员，请先任命另一位' },
  ALREADY_OVER: { status: 409, message: '已经结束了' },
  NO_DUTY: { status: 422, message: '只有片长、大片区片长和区域总长需要登记离岗' },
  ABSENCE_WRONG: { status: 422, message: '离岗要从今天或以后开始，结束要晚于开始' },
  ABSENCE_OVERLAPS: { status: 409, message: '这段时间已经登记过离岗了' },
})
