export { nextSessions } from './queries.ts'
