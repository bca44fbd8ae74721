import pino, { type DestinationStream, type Logger as Pino } from 'pino'
import { cleanFields, cleanText } from './log-cleaning.ts'

type Write = (fields: object, message: string) => void

/** Structured logs. `message` is a constant; what varies goes into `fields`, an error under `err`. */
export interface Logger {
  debug: Write
  info: Write
  warn: Write
  error: Write
  fatal: Write
  /** A logger whose every line has these fields too, as a request's `requestId`. */
  child(fields: object): Logger
}

export interface LoggerOptions {
  level: string
  /** On every line: the process and its county. */
  base: { instanceId: string; county: string; role: string }
  /** Standard output where absent. */
  destination?: DestinationStream
}

/** Lines are written together, up to this many bytes or for this long: a system call for each would cost more than the line. */
const LINES_BYTES = 8_192
const LINES_MS = 250

/** JSON lines, one an event, with an ISO time. Nothing personal passes: every field, message and error is cleaned here. */
export function createLogger({ level, base, destination = standardOutput() }: LoggerOptions): Logger {
  const asItIs = (cleaned: unknown) => cleaned
  const options = { level, base, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label: string) => ({ level: label }) }, serializers: { err: asItIs } }
  return wrap(pino(options, destination))
}

/** What is held back is written at exit and with a fatal line; kill -9 loses the last quarter of a second. */
function standardOutput(): DestinationStream {
  const lines = pino.destination({ fd: 1, sync: false, minLength: LINES_BYTES })
  setInterval(() => lines.flush(), LINES_MS).unref()
  return lines
}

function wrap(inner: Pino): Logger {
  const write = (level: 'debug' | 'info' | 'warn' | 'error' | 'fatal'): Write => (fields, message) => {
    if (inner.isLevelEnabled(level)) inner[level](cleanFields(fields), cleanText(message))
  }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    child: (fields) => wrap(inner.child(cleanFields(fields))),
  }
}
