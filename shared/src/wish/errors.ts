import { defineErrors } from '../kernel/error.ts'

export const wishErrors = defineErrors({
  NOT_IN_REACH: { status: 403, message: '这个心愿在别的镇上，您可以看，要由那边的党员认领' },
  OWN_WISH: { status: 403, message: '自己、家里人或者经手的心愿，要请别人来帮' },
  BARRED: { status: 403, message: '您有几次认领后没有办，暂时不能认领' },
  TOO_MANY_WISHES: { status: 422, message: '您已经有 3 个心愿在路上，等一个有了结果再许' },
  TOO_MANY_CLAIMS: { status: 422, message: '您手上已经有 3 个心愿，先办完一个再认领' },
  CONTENT_RISKY: { status: 422, message: '有的话不适合发出来，请换个说法' },
  NO_AREA: { status: 422, message: '请先选您在哪个社区或村' },
})
