import { complaintMachine } from '@huying/shared/complaint/machine.ts'
import { defineSubject } from '../../kernel/subject.ts'
import { complaints } from './table.ts'

export const complaintSubject = defineSubject(complaints, complaintMachine)
