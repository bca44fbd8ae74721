import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Context as KoaContext } from 'koa'
import multer, { memoryStorage, MulterError } from 'multer'
import { IMAGE_MAX_BYTES } from './image.ts'

type Multipart = KoaContext & { request: { body?: unknown }; file?: { buffer: Buffer; originalname: string } }

const receive = multer({
  storage: memoryStorage(),
  limits: { fileSize: IMAGE_MAX_BYTES, files: 1, fields: 8, fieldSize: 1024, parts: 9 },
}).single('file')

/**
 * Reads a multipart body into memory: its one `file` and its fields, where the endpoint's parser finds them.
 * Throws TOO_LARGE, or MALFORMED for a body that was cut short or is no such form.
 */
export async function receiveFile(koa: Multipart): Promise<void> {
  const request = koa.req as Parameters<typeof receive>[0]
  const failure = await new Promise<unknown>((resolve) => receive(request, koa.res as Parameters<typeof receive>[1], resolve))
  if (failure) throw faultOf(failure)
  koa.request.body = { ...(request.body as object | undefined) }
  if (request.file) koa.file = request.file
}

function faultOf(failure: unknown): Error {
  if (!(failure instanceof MulterError)) return malformed('没有传完整，请再传一次')
  if (failure.code === 'LIMIT_FILE_SIZE') return kernelErrors.TOO_LARGE(undefined, '图片不能超过 10 MB，请换一张小一点的')
  if (failure.code === 'LIMIT_UNEXPECTED_FILE') return malformed('一次只能传一张，字段名是 file')
  return malformed('表单的内容太多或写得不对')
}

const malformed = (message: string) => kernelErrors.MALFORMED([{ path: 'file', message }])
