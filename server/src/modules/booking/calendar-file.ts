import type { BookingView } from './queries.ts'

const LINE_OCTETS = 75

/** RFC 5545: text with its separators escaped. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
/** `20261124T080000Z`. */
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '')

/** No line longer than 75 octets; a character is never cut in two. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const character of line) {
    if (Buffer.byteLength(current + character) > LINE_OCTETS) {
      lines.push(current)
      current = ' '
    }
    current += character
  }
  return [...lines, current].join('\r\n')
}

/** One booking as an iCalendar file that any phone's calendar takes; a cancelled one takes itself out again. */
export function calendarFile({ booking, service, place }: BookingView): string {
  const isOff = booking.state === 'cancelled' || booking.state === 'declined' || booking.state === 'expired'
  const alarm = (before: string) => ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(service.name)}`, `TRIGGER:-${before}`, 'END:VALARM']
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Huying//booking//ZH', 'CALSCALE:GREGORIAN', `METHOD:${isOff ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT', `UID:${booking.id}@huying`, `SEQUENCE:${booking.version}`, `DTSTAMP:${stamp(booking.updatedAt)}`,
    `DTSTART:${stamp(booking.startsAt)}`, `DTEND:${stamp(booking.endsAt)}`,
    `SUMMARY:${escaped(service.name)}`, `LOCATION:${escaped(`${place.name}，${place.address}`)}`, `GEO:${place.lat};${place.lng}`,
    `STATUS:${isOff ? 'CANCELLED' : booking.state === 'pending' ? 'TENTATIVE' : 'CONFIRMED'}`,
    ...(isOff ? [] : [...alarm('P1D'), ...alarm('PT2H')]),
    'END:VEVENT', 'END:VCALENDAR', '',
  ].map(folded).join('\r\n')
}
