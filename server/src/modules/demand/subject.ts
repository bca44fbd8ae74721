import { demandMachine } from '@huying/shared/demand/machine.ts'
import { defineSubject } from '../../kernel/subject.ts'
import { demands } from './table.ts'

export const demandSubject = defineSubject(demands, demandMachine)
