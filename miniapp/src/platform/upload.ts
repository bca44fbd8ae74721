import Taro from '@tarojs/taro'
import { errorFromAnswer, unreadableError, ApiError } from './api-error'
import { type Upload, uploadContract, type UploadPurpose } from '@huying/shared/upload/contract'
import { API_BASE } from './environment'
import { renewSession } from './login'
import { randomId } from './random-id'
import { authHeaders, networkError } from './wire'

const MOST_TRIES = 3
const UPLOAD_TIMEOUT_MS = 60_000

interface Attempt {
  filePath: string
  purpose: UploadPurpose
  idempotencyKey: string
  onProgress: (percent: number) => void
}

function parse(statusCode: number, text: string): Upload {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // A proxy's page; the status decides below.
  }
  if (statusCode >= 400) throw errorFromAnswer(statusCode, body)
  const parsed = uploadContract.create.answer.safeParse(body)
  if (!parsed.success) throw unreadableError()
  return parsed.data
}

/** A host that neither sends nor fails must not keep the person waiting for ever. */
const neverAnswered = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('uploadFile:fail timeout')), UPLOAD_TIMEOUT_MS + 5_000))

async function attempt({ filePath, purpose, idempotencyKey, onProgress }: Attempt): Promise<Upload> {
  const task = Taro.uploadFile({
    url: `${API_BASE}/uploads`,
    filePath,
    name: 'file',
    formData: { purpose },
    header: { ...authHeaders(), 'Idempotency-Key': idempotencyKey },
    timeout: UPLOAD_TIMEOUT_MS,
  })
  task.onProgressUpdate?.(({ progress }) => onProgress(progress))
  const answer = await Promise.race([task, neverAnswered()]).catch((reason: unknown) => {
    throw networkError(reason)
  })
  return parse(answer.statusCode, answer.data)
}

/** Whether the next try may fare better; a lost session is renewed on the way. */
async function mayTryAgain(error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError)) return false
  return error.status === 401 ? renewSession() : error.isPassing
}

/** Sends one photo (JPEG, PNG or WebP, ≤ 10 MB), tries up to three times, and stores it once. `onProgress` in percent. */
export async function uploadPhoto(filePath: string, purpose: UploadPurpose, onProgress: (percent: number) => void = () => undefined): Promise<Upload> {
  const idempotencyKey = randomId()
  for (let tries = 1; ; tries++) {
    try {
      return await attempt({ filePath, purpose, idempotencyKey, onProgress })
    } catch (error) {
      if (tries === MOST_TRIES || !(await mayTryAgain(error))) throw error
    }
  }
}
