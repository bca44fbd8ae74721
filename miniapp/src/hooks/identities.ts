import type { Answer } from '@huying/shared/kernel/endpoint'
import type { accountContract } from '@huying/shared/account/contract'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import type { Identity } from '../components/identity'

type Appointment = Answer<typeof accountContract.me>['appointments'][number]

export const RESIDENT: Identity = { appointmentId: null, role: 'resident', scope: '办自己和家里的事' }

const termWords = ({ to }: Appointment, now: Date) => (to === null ? '长期' : `到 ${sayDate(new Date(to), now)}`)
const isInForce = ({ from, to }: Appointment, now: Date) => new Date(from) <= now && (to === null || now < new Date(to))

/** What a person may act as: always a resident, then each appointment in force, with where it counts and how long. */
export const identitiesOf = (appointments: readonly Appointment[], now: Date): Identity[] => [
  RESIDENT,
  ...appointments
    .filter((appointment) => isInForce(appointment, now))
    .map((appointment) => ({
      appointmentId: appointment.id,
      role: appointment.role,
      scope: [appointment.scopeName, termWords(appointment, now)].filter(Boolean).join(' · '),
      ...(appointment.scopeKind === 'area' && { areaCode: appointment.scopeId }),
    })),
]
