/**
 * Why a request did not succeed, in words a person can read.
 * status 0: no answer came (code OFFLINE or TIMEOUT); otherwise the server's own status, code and message.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: unknown,
    readonly requestId?: string,
  ) {
    super(message)
    this.name = 'ApiError'
  }

  /** Nothing reached the server, or no answer came back: sending the same again is right. */
  get isOffline() {
    return this.status === 0
  }

  /** Trying again may help without changing anything. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** The act may have been done although no success came back: tried again, it has to be the same act. */
export const mayHaveArrived = (error: unknown): boolean => error instanceof ApiError && error.isPassing

export const offlineError = () => new ApiError(0, 'OFFLINE', '没有网络，连上网再试')
export const timeoutError = () => new ApiError(0, 'TIMEOUT', '网有点慢，没等到回音，请再试一次')
export const unreadableError = (requestId?: string) =>
  new ApiError(500, 'UNREADABLE', '没打开，不是您的问题。请过一会儿再试', undefined, requestId)

interface WireError {
  error: { code: string; message: string; details?: unknown; requestId?: string }
}

function isWireError(body: unknown): body is WireError {
  const error = (body as WireError | null)?.error
  return typeof error?.code === 'string' && typeof error.message === 'string'
}

/** Reads the server's error body; a proxy in between may answer something else. */
export function errorFromAnswer(status: number, body: unknown): ApiError {
  if (!isWireError(body)) return new ApiError(status, 'UNREADABLE', '没打开，不是您的问题。请过一会儿再试')
  const { code, message, details, requestId } = body.error
  return new ApiError(status, code, message, details, requestId)
}

/** Words for any thrown thing; unknown ones are never shown as they are. */
export function wordsFor(error: unknown): string {
  return error instanceof ApiError ? error.message : '没办成，不是您的问题。请过一会儿再试'
}
