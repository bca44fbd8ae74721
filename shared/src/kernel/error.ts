/**
 * An error a person can read. `code` is for programs, `message` (Chinese) for people,
 * `details` for the form that must show it; thrown anywhere, answered once by the server's kernel.
 */
export class AppError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503,
    readonly code: string,
    message: string,
    readonly details?: unknown,
  ) {
    // An answer, not a crash: a stack would cost more than the rest of it.
    const stacks = Error as { stackTraceLimit?: number }
    const limit = stacks.stackTraceLimit
    stacks.stackTraceLimit = 0
    super(message)
    stacks.stackTraceLimit = limit
    this.name = 'AppError'
  }
}

/** One fault of a malformed input: `path` as in `answers.0.text`. */
export interface Fault {
  path: string
  message: string
}

export interface ErrorBody {
  error: { code: string; message: string; details?: unknown; requestId: string }
}

/** What a feature's errors.ts declares: code → status and the sentence people read. */
export type ErrorCatalogue = Record<string, { status: AppError['status']; message: string }>

/** `const wishErrors = defineErrors({...}); throw wishErrors.NOT_IN_REACH()`. `details` may refine, never replace, the words. */
export function defineErrors<const C extends ErrorCatalogue>(
  catalogue: C,
): { [K in keyof C]: (details?: unknown, message?: string) => AppError } & { catalogue: C } {
  const makers: Record<string, unknown> = { catalogue }
  for (const [code, { status, message }] of Object.entries(catalogue)) {
    // One without particulars is always the same, and most are: a policy asked for all abilities refuses two dozen times.
    const plain = new AppError(status, code, message)
    makers[code] = (details?: unknown, words?: string) => (details === undefined && words === undefined ? plain : new AppError(status, code, words ?? message, details))
  }
  return makers as ReturnType<typeof defineErrors<C>>
}

/** Errors every endpoint may answer. */
export const kernelErrors = defineErrors({
  MALFORMED: { status: 400, message: '有几处没填对，请照提示改一下' },
  UNAUTHENTICATED: { status: 401, message: '请先登录' },
  SESSION_EXPIRED: { status: 401, message: '登录过期了，请重新登录' },
  FORBIDDEN: { status: 403, message: '您现在的身份不能做这件事' },
  NOT_FOUND: { status: 404, message: '没有找到，可能已经删除，或者您看不到它' },
  WRONG_STATE: { status: 409, message: '这件事的状态已经变了，请看看最新情况' },
  DUPLICATE: { status: 409, message: '已经有一条一样的了' },
  CONFLICT: { status: 409, message: '手慢了一步，别人刚动过，请刷新再看' },
  TOO_LARGE: { status: 413, message: '内容太大了，请减少一些再试' },
  UNSUPPORTED_MEDIA: { status: 415, message: '这种格式不能用' },
  IDEMPOTENCY_MISMATCH: { status: 422, message: '同一个请求编号不能用来做两件不同的事' },
  UPLOAD_NOT_USABLE: { status: 422, message: '有的照片不能用：不是您传的、已经用过，或没有通过检查' },
  DATE_OUT_OF_RANGE: { status: 422, message: '这个日期太远，日历里没有' },
  NOT_AVAILABLE_YET: { status: 422, message: '这一步还没有开通' },
  RATE_LIMITED: { status: 429, message: '操作太快了，歇一会儿再试' },
  INTERNAL: { status: 500, message: '没办成，不是您的问题。请过一会儿再试' },
  UNAVAILABLE: { status: 503, message: '正在准备，请稍等' },
})
