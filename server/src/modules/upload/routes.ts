import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { uploadContract } from '@huying/shared/upload/contract.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { addUpload } from './commands/add-upload.ts'
import { mimeOf } from './files.ts'
import { presentUpload } from './presenter.ts'
import { findUploads } from './queries.ts'
import { receivePhoto, type UploadDeps } from './receive-photo.ts'
import { objectKey, remainingSeconds } from './signed-url.ts'
import { maySee, type PhotoRules } from './visible.ts'

export const uploadRoutes = (deps: UploadDeps, photoRules: () => PhotoRules): readonly Route[] => [
  write(uploadContract.create, {
    prepare: (context, { file }) => receivePhoto(deps, context, file!.buffer),
    run: (context, { body }, photo) => addUpload(context, body.purpose, photo),
    async present(context, id, { origin }) {
      const [row] = await findUploads(context.db, [id])
      if (!row) throw kernelErrors.NOT_FOUND()
      return presentUpload(context, row, origin)
    },
  }),
  read(uploadContract.list, async (context, { query, origin }) => {
    const rules = photoRules()
    const rows = await findUploads(context.db, query.ids)
    const isShown = await Promise.all(rows.map((row) => maySee(context, rules, row)))
    return { items: rows.filter((_, index) => isShown[index]).map((row) => presentUpload(context, row, origin)) }
  }),
  read(uploadContract.picture, async ({ kernel }, { params: { id, file }, query }) => {
    const remaining = remainingSeconds(kernel, id, file, query)
    const body = remaining === null ? null : await deps.storage.get(objectKey(id, file))
    if (body === null) throw kernelErrors.NOT_FOUND()
    return { type: mimeOf(file), body, headers: { 'Cache-Control': `private, max-age=${remaining}, immutable` } }
  }),
]
