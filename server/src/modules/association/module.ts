import { associationContract } from '@huying/shared/association/contract.ts'
import { associationErrors } from '@huying/shared/association/errors.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, write, type Module, type Subscriber } from '../../kernel/module.ts'
import { mergeTimelines } from '../../kernel/timeline.ts'
import { appointChair, chairAppointment } from './commands/appoint-chair.ts'
import { chairCancellation, chairRevocation, endLostTerms, proposeEnding, resignChair } from './commands/end-chair.ts'
import { chairTermDeadlines } from './deadlines.ts'
import { asFirst } from './policy.ts'
import { presentAssociation, presentTerm } from './presenter.ts'
import { associationBy, candidatesFor, listAssociations, listTerms } from './queries.ts'
import { chairTermSubject } from './table.ts'

async function show({ db, actor, now }: ReadContext, id: string) {
  const [view] = await listTerms(db, { id }, null, 1)
  if (!view) throw kernelErrors.NOT_FOUND()
  return presentTerm(actor, view, now)
}

/** Who may chair next, for the two offices that appoint. */
async function showCandidates({ db, actor }: ReadContext, id: string) {
  const association = await associationBy(db, id)
  if (!association) throw kernelErrors.NOT_FOUND()
  const verdict = asFirst(actor, association.communityCode)
  if (verdict instanceof AppError) throw verdict
  return { items: await candidatesFor(db, id) }
}

/** Whoever loses the office of a secretary, or the account, loses the chair with it. */
const loseOffice: Subscriber = {
  name: 'association.loseOffice',
  on: ['appointment.ended', 'account.closed'],
  async handle(context, { subjectKind, subjectId, data }) {
    const accountId = subjectKind === 'account' ? subjectId : data.accountId
    if (typeof accountId === 'string') await endLostTerms(context, accountId)
  },
}

/** The joint-construction associations 联合会 and who chairs them. */
export const associationModule: Module = {
  name: 'association',
  routes: [
    read(associationContract.associations, async ({ db, actor, now }, { query }) => ({
      items: (await listAssociations(db, query.communityCode ?? '', now)).map((view) => presentAssociation(actor, view)),
    })),
    read(associationContract.candidates, (context, { params }) => showCandidates(context, params.id)),
    read(associationContract.list, async ({ db, actor, now }, { query: { cursor, limit, ...filter } }) => {
      const rows = await listTerms(db, filter, decodeCursor(cursor), limit + 1)
      return pageOf(rows, limit, (view) => ({ at: view.fromAt, id: view.id }), (view) => presentTerm(actor, view, now))
    }),
    read(associationContract.get, (context, { params }) => show(context, params.id)),
    write(associationContract.appoint, { run: (context, { body }) => appointChair(context, body), present: show }),
    write(associationContract.cancel, { run: (context, { params, body }) => proposeEnding(context, params.id, 'cancel', body.reason), present: show }),
    write(associationContract.revoke, { run: (context, { params, body }) => proposeEnding(context, params.id, 'revoke', body.reason), present: show }),
    write(associationContract.resign, { run: (context, { params, body }) => resignChair(context, params.id, body.reason), present: show }),
  ],
  subjects: [chairTermSubject],
  subscribers: [loseOffice],
  deadlines: chairTermDeadlines,
  approvables: [chairAppointment, chairCancellation, chairRevocation],
  timelines: [{
    kind: chairTermSubject.kind,
    async read(context, id) {
      if (context.actor.accountId === null) throw kernelErrors.NOT_FOUND()
      await show(context, id)
      return mergeTimelines(context, [{ machine: chairTermSubject.machine, id }], { mayReadWords: () => false, resident: null })
    },
  }],
  constraints: { chair_terms_no_overlap: associationErrors.TERM_OVERLAPS },
  mayWatch: { chairTerm: async ({ actor }) => actor.accountId !== null },
}
