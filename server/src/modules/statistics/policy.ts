import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { isOfParty, WISH_READERS } from '../wish/public.ts'

/** What single members did is shown among members and to the offices over the place; everybody sees communities and organizations. */
export const mayReadMembers = (actor: Actor, areaCode: string): boolean => isOfParty(actor) || appointmentsOver(actor, WISH_READERS, areaCode).length > 0
