import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { findFirstLine } from '../first-line.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'

/** Gives a complaint to another grid or community; bounced once, the street decides and that stands. All clocks run on. */
export async function reassignComplaint(context: CommandContext, id: string, areaCode: string, reason: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'reassign')
  const line = await findFirstLine(context.tx, { areaCode, about: firstLineOf(row) }, null, context.now)
  const isStreet = command.as?.role === 'streetOfficer'
  if (!isStreet && line.communityCode !== row.communityCode) throw complaintErrors.REASSIGN_ELSEWHERE()
  if (line.townCode !== row.townCode) throw complaintErrors.REASSIGN_ELSEWHERE(undefined, '不能转到别的街道（镇）')
  await transition(command, complaintSubject, row, 'reassign', {
    set: {
      gridCode: line.gridCode, communityCode: line.communityCode, desk: line.desk, handlerId: null, firstLine: [...row.firstLine, ...line.steps],
      reassignCount: row.reassignCount + 1, isReassignFinal: isStreet && row.reassignCount > 0,
    },
    facts: { desk: line.desk, gridCode: line.gridCode, communityCode: line.communityCode },
    words: { reason },
  })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** Wherever it happened, what concerns the first line stays with the town. */
const firstLineOf = ({ aboutRole, aboutAreaCode, townCode }: ComplaintRow) =>
  aboutRole === null ? undefined : { role: aboutRole, areaCode: aboutAreaCode ?? townCode }
