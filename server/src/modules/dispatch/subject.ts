import { dispatchMachine } from '@huying/shared/dispatch/machine.ts'
import { defineSubject } from '../../kernel/subject.ts'
import { dispatches } from './table.ts'

export const dispatchSubject = defineSubject(dispatches, dispatchMachine)
