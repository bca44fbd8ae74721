import { historyContract } from '@huying/shared/history/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { read, type Module, type TimelineSource } from '../../kernel/module.ts'

/** What happened to a thing, for whoever may read the thing: the source of its kind decides and chooses the words. */
export const historyModule = (sources: () => readonly TimelineSource[]): Module => ({
  name: 'history',
  routes: [
    read(historyContract.read, async (context, { params }) => {
      const source = sources().find(({ kind }) => kind === params.kind)
      if (!source) throw kernelErrors.NOT_FOUND()
      return { items: await source.read(context, params.id), nextCursor: null }
    }),
  ],
})
