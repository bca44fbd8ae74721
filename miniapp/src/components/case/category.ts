import { COMPLAINT_CATEGORIES } from '@huying/shared/complaint/catalogue'

export const categoryOf = (code: string) => COMPLAINT_CATEGORIES.find((category) => category.code === code)
/** 路灯不亮; empty for a code this build does not know. */
export const categoryWord = (code: string): string => categoryOf(code)?.label ?? ''
