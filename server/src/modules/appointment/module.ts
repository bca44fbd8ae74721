import { appointmentContract } from '@huying/shared/appointment/contract.ts'
import { appointmentErrors } from '@huying/shared/appointment/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { mergeTimelines } from '../../kernel/timeline.ts'
import { officeApproval, proposeOffice } from './commands/appoint.ts'
import { endAppointment } from './commands/end-appointment.ts'
import { endAbsence, reportAbsence } from './commands/report-absence.ts'
import { mayRead } from './policy.ts'
import { presentAbsence, presentAppointment } from './presenter.ts'
import { listAbsences, listAppointments, readAbsence, readAppointment } from './queries.ts'
import { appointmentSubject } from './table.ts'

const show = async (context: ReadContext, id: string) => presentAppointment(context, await readAppointment(context.db, id))
const showAbsence = async (context: ReadContext, id: string) => presentAbsence(context, await readAbsence(context.db, id))

/** Who holds which office, from when to when, and when they are away. */
export const appointmentModule: Module = {
  name: 'appointment',
  subjects: [appointmentSubject],
  approvables: [officeApproval],
  routes: [
    read(appointmentContract.list, async (context, { query: { inForce, ...query } }) => {
      const rows = await listAppointments(context.db, context.actor, context.now, { ...query, isInForce: inForce === 'true', after: decodeCursor(query.cursor) })
      return pageOf(rows, query.limit, ({ row }) => ({ at: row.createdAt, id: row.id }), (view) => presentAppointment(context, view))
    }),
    write(appointmentContract.create, { run: proposeOffice, present: show }),
    write(appointmentContract.end, { run: (context, { params, body }) => endAppointment(context, params.id, body.reason), present: show }),
    read(appointmentContract.absences, async (context, { query }) => {
      const rows = await listAbsences(context.db, context.actor, { ...query, after: decodeCursor(query.cursor) })
      return pageOf(rows, query.limit, ({ absence }) => ({ at: absence.createdAt, id: absence.id }), (view) => presentAbsence(context, view))
    }),
    write(appointmentContract.reportAbsence, { run: reportAbsence, present: showAbsence }),
    write(appointmentContract.endAbsence, { run: (context, { params }) => endAbsence(context, params.id), present: showAbsence }),
  ],
  timelines: [{
    kind: appointmentSubject.kind,
    async read(context, id) {
      if (!mayRead(context.actor, (await readAppointment(context.db, id)).row)) throw kernelErrors.NOT_FOUND()
      return mergeTimelines(context, [{ machine: appointmentSubject.machine, id }], { mayReadWords: () => true, resident: null })
    },
  }],
  constraints: {
    absences_no_overlap: appointmentErrors.ABSENCE_OVERLAPS,
    appointments_not_by_oneself: appointmentErrors.NOT_YOURSELF,
    appointments_two_persons: kernelErrors.FORBIDDEN,
  },
  mayWatch: { appointment: async ({ actor, db }, id) => mayRead(actor, (await readAppointment(db, id)).row) },
}
