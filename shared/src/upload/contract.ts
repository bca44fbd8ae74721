import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'
import { id } from '../kernel/schema.ts'

/** What a photo is for; it can be tied to a thing of that kind only. */
export const UPLOAD_PURPOSES = ['wish', 'complaint', 'proof', 'place', 'avatar'] as const
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number]

/** What WeChat's check said; `none`: no answer came, so a person decides. Nothing but `pass` opens anything by itself. */
export const UPLOAD_VERDICTS = ['pending', 'pass', 'review', 'risky', 'none'] as const
export type UploadVerdict = (typeof UPLOAD_VERDICTS)[number]

/** `url` and `thumbnailUrl` are signed and live about an hour: ask again instead of keeping them. */
export const upload = z.object({
  id,
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  url: z.string(),
  thumbnailUrl: z.string(),
  verdict: z.enum(UPLOAD_VERDICTS),
})
export type Upload = z.infer<typeof upload>

const MAX_IDS = 20
const ids = z.pipe(
  z.pipe(z.string(), z.transform((text) => text.split(','))),
  z.array(id).check(z.maxLength(MAX_IDS, `一次最多看 ${MAX_IDS} 张`)),
)

export const uploadContract = {
  create: endpoint({
    name: 'upload.create', method: 'POST', path: '/uploads', summary: '传一张照片（JPEG、PNG、WebP，不超过 10 MB）', who: 'account', status: 201,
    isMultipart: true,
    body: z.object({ purpose: z.enum(UPLOAD_PURPOSES) }),
    answer: upload,
    errors: ['TOO_LARGE', 'UNSUPPORTED_MEDIA', 'IMAGE_BROKEN', 'IMAGE_TOO_MANY_PIXELS', 'TOO_MANY_UPLOADS'],
  }),
  list: endpoint({
    name: 'upload.list', method: 'GET', path: '/uploads', summary: '照片的地址；看不到的不列出', who: 'guest',
    query: z.object({ ids }),
    answer: z.object({ items: z.array(upload) }),
  }),
  picture: endpoint({
    name: 'upload.picture', method: 'GET', path: '/uploads/:id/:file', summary: '照片本身，凭签名的地址', who: 'guest', raw: 'image/*',
    params: z.object({ id, file: z.enum(['image.jpg', 'image.png', 'image.webp', 'thumbnail.jpg']) }),
    query: z.object({ expires: z.coerce.number().check(z.int()), signature: z.string().check(z.maxLength(100)) }),
    answer: rawAnswer,
  }),
}
