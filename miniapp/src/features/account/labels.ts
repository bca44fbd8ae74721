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
