import { COMPLAINT_EVENTS } from '@huying/shared/complaint/events.ts'
import type { Subscriber } from '../../kernel/module.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { closeIfAnswered } from './commands/close-demand.ts'
import { demandSubject } from './subject.ts'

/** When the last reporter of a verified demand has answered, gone or been waited for long enough. */
const closeAnswered: Subscriber = {
  name: 'demand.closeAnswered',
  on: [COMPLAINT_EVENTS.confirmed, COMPLAINT_EVENTS.autoClosed, COMPLAINT_EVENTS.withdrawn, COMPLAINT_EVENTS.accountClosed, COMPLAINT_EVENTS.reopenRefused],
  async handle(context, event) {
    const { demandId } = event.data
    if (typeof demandId !== 'string') return
    await closeIfAnswered(context, await lockSubject(context.tx, demandSubject, demandId))
  },
}

export const demandSubscribers: readonly Subscriber[] = [closeAnswered]
