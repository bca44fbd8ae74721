import type { Dependent } from '@huying/shared/account/contract'

/** Words of the account screens that more than one of them says. */
export const DEPENDENT_KINDS = [
  { value: 'elder', label: '老人' },
  { value: 'child', label: '孩子' },
] as const satisfies readonly { value: Dependent['kind']; label: string }[]

export const kindLabel = (kind: Dependent['kind']): string => DEPENDENT_KINDS.find(({ value }) => value === kind)?.label ?? ''

/** 母亲 王*, or 老人 王* where nobody said how they are related. */
export const dependentName = ({ kind, name, relation }: Dependent): string => `${relation ?? kindLabel(kind)} ${name}`

/** 可替 1 位家人办事; nothing where there is nobody. */
export const familyWords = (count: number): string | undefined => (count > 0 ? `可替 ${count} 位家人办事` : undefined)

/** 2 件诉求会撤回 reads the same in a list and aloud. */
export const countWords = ({ title, count }: { title: string; count: number }): string => `${count} ${title}`

/** What stays after an account is closed, and why. */
export const KEPT_BY_LAW = [
  '已经上台账的诉求匿名继续办，谁也看不出是您提的',
  '办事的历史记录只留下做过什么，不留您写的话',
  '收款凭证按会计法保存',
] as const

/** 38 KB, 2.4 MB. */
export const sizeWords = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`)
