import { defineErrors } from '../kernel/error.ts'

export const uploadErrors = defineErrors({
  TOO_MANY_UPLOADS: { status: 422, message: '您传了很多还没有用上的照片，请先用掉，或明天再传' },
})
