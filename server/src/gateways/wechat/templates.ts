/** A template as the mini-program's back office lists it. */
export interface ListedTemplate {
  id: string
  title: string
  /** With `{{thing1.DATA}}` for each field. */
  content: string
  kind: 'oneTime' | 'longTerm'
}

/** A template as this server means to use it. */
export interface ExpectedTemplate {
  id: string
  keys: readonly string[]
  kind: ListedTemplate['kind']
}

/** One English sentence for each fault between what is configured and what WeChat lists; none: all is well. */
export function templateFaults(expected: readonly ExpectedTemplate[], listed: readonly ListedTemplate[]): string[] {
  const byId = new Map(listed.map((template) => [template.id, template]))
  return expected.flatMap((wanted) => {
    const found = byId.get(wanted.id)
    if (!found) return [`template ${wanted.id} is not in the list of this mini-program`]
    const fields = new Set([...found.content.matchAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g)].map(([, key]) => key))
    const missing = wanted.keys.filter((key) => !fields.has(key))
    const unfilled = [...fields].filter((key) => key && !wanted.keys.includes(key))
    return [
      ...missing.map((key) => `template ${wanted.id} has no field ${key}`),
      ...unfilled.map((key) => `template ${wanted.id} has the field ${key}, which is never filled`),
      ...(found.kind === wanted.kind ? [] : [`template ${wanted.id} is ${found.kind}, not ${wanted.kind}`]),
    ]
  })
}
