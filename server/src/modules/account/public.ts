export { checkText, type CheckVerdict } from './check-text.ts'
