import { AppError, kernelErrors, type Fault } from '@huying/shared/kernel/error.ts'
import { databaseError } from './db.ts'

interface Issue {
  code?: string
  path: PropertyKey[]
  message: string
  input?: unknown
  expected?: string
  keys?: string[]
  minimum?: number | bigint
  maximum?: number | bigint
  values?: unknown[]
}

const EXPECTED: Record<string, string> = {
  string: '文字', number: '数字', boolean: '是或否', array: '列表', object: '一组内容', int: '整数', date: '日期',
}

/** A schema's own words are Chinese; the library's defaults are not, and are replaced. */
const isOurs = (message: string): boolean => /\p{Script=Han}/u.test(message)

/** A schema's complaint in words people understand. */
function wordsFor(issue: Issue): string {
  if (isOurs(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '不能空着' : `这里要填${EXPECTED[issue.expected ?? ''] ?? '别的内容'}`
    case 'too_small':
      return `不能小于或少于 ${String(issue.minimum)}`
    case 'too_big':
      return `不能大于或多于 ${String(issue.maximum)}`
    case 'invalid_value':
      return '只能从给出的选项里选'
    case 'unrecognized_keys':
      return `多了不认识的内容：${(issue.keys ?? []).join('、')}`
    default:
      return '填得不对'
  }
}

export const faultsOf = (issues: readonly unknown[], prefix: string): Fault[] =>
  (issues as Issue[]).map((issue) => ({
    path: [prefix, ...issue.path.map(String)].filter(Boolean).join('.'),
    message: wordsFor(issue),
  }))

/** Constraint name → the error people see. Each module names its own. */
export type ConstraintErrors = Record<string, () => AppError>

/** Any thrown thing → the error to answer; undefined: it is ours (500). */
export function answerableError(error: unknown, constraints: ConstraintErrors): AppError | undefined {
  if (error instanceof AppError) return error
  const cause = databaseError(error)
  if (!cause) return undefined
  const named = cause.constraint_name === undefined ? undefined : constraints[cause.constraint_name]
  if (named) return named()
  if (cause.code === '40P01' || cause.code === '40001') return kernelErrors.CONFLICT()
  return undefined
}
