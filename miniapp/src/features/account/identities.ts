import { sayDate } from '@huying/shared/kernel/words-for-time'
import type { Identity } from '../../components/identity'
import type { Appointment } from './contract'

export const RESIDENT: Identity = { appointmentId: null, role: 'resident', scope: '办自己和家里的事' }

/** 南大街联合会 · 到 12月31日 */
function scopeWords({ scopeName, to }: Appointment, now: Date): string {
  return [scopeName, to && `到 ${sayDate(new Date(to), now)}`].filter(Boolean).join(' · ')
}

const isInForce = ({ from, to }: Appointment, now: Date) => new Date(from) <= now && (to === null || now < new Date(to))

/** What a person may act as: always a resident, then each appointment in force. */
export const identitiesOf = (appointments: readonly Appointment[], now: Date): Identity[] => [
  RESIDENT,
  ...appointments
    .filter((appointment) => isInForce(appointment, now))
    .map((appointment) => ({ appointmentId: appointment.id, role: appointment.role, scope: scopeWords(appointment, now) })),
]
