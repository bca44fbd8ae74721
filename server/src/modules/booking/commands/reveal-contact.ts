import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext, ReadContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { record } from '../../../kernel/transition.ts'
import { mayRead, staffOf, type BookingRow } from '../policy.ts'
import { contactOf, readPlace } from '../queries.ts'
import { bookingSubject } from '../subject.ts'
import { factsOf } from '../take.ts'

/** Staff of the place look up whom to call: a step of its own, with its reason. */
export async function revealContact(context: CommandContext, id: string, reason: string): Promise<Written> {
  const row = await lockSubject(context.tx, bookingSubject, id)
  const [held] = staffOf(context.actor, row.placeId)
  if (!held) throw (await isReadable(context, row)) ? kernelErrors.FORBIDDEN() : kernelErrors.NOT_FOUND()
  await record({ ...context, as: { role: held.role, appointmentId: held.id } }, bookingSubject, row, { action: 'contact_reveal', event: 'contactRevealed' }, { words: { reason } })
  return { subject: { kind: bookingSubject.kind, id } }
}

const isReadable = async (context: CommandContext, row: BookingRow): Promise<boolean> => mayRead(context.actor, row, await factsOf(context, await readPlace(context.tx, row.placeId)))

/** What a reveal answers; a dependent is reached through whoever booked. */
export async function readContact({ db, actor, kernel: { cipher } }: ReadContext, id: string): Promise<{ name: string | null; phone: string | null }> {
  const row = await readSubject(db, bookingSubject, id)
  if (staffOf(actor, row.placeId).length === 0) throw kernelErrors.NOT_FOUND()
  const own = (column: string, sealed: Buffer | null) => (sealed === null ? null : cipher.open({ table: 'bookings', column, row: id }, sealed))
  const accountId = row.dependentId !== null || row.personId === null ? row.bookerId : row.personId
  const account = row.isWalkIn && row.personId === null ? null : await contactOf(db, accountId)
  const known = (column: 'name' | 'phone') => {
    const sealed = account?.[column]
    return sealed ? cipher.open({ table: 'accounts', column, row: accountId }, sealed) : null
  }
  return { name: own('on_behalf_name', row.onBehalfName) ?? known('name'), phone: own('on_behalf_phone', row.onBehalfPhone) ?? known('phone') }
}
