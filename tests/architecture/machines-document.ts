import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Edge, Machine } from '@huying/shared/kernel/machine'
import { machines } from '@huying/shared/machines'

export const documentUrl = new URL('../../docs/machines.md', import.meta.url)
export const documentCommand = 'npx tsx tests/architecture/machines-document.ts'

/** docs/machines.md: every table as a reader reads it. */
export function renderMachines(): string {
  return `${[
    '# State machines',
    `Written by \`${documentCommand}\` from the tables in \`shared/src/*/*machine.ts\`; a test checks that it is current.`,
    'An edge that is not here does not exist: asked for, it answers 409 with the current state. An edge that keeps the state writes history too. Numbers are the defaults of settings. An action marked ○ is declared but not open yet and answers 422.',
    ...machines.map(renderMachine),
  ].join('\n\n')}\n`
}

function renderMachine(machine: Machine): string {
  return [
    `## ${machine.name} ${machine.label}`,
    table(['state', 'on screens', 'final'], Object.entries(machine.states).map(([state, { label, isFinal }]) => [state, label, isFinal ? 'yes' : ''])),
    table(['state', 'action', 'to', 'who', 'guard', 'clocks', 'event', 'timeline'], machine.edges.map((edge) => cellsOf(machine, edge))),
  ].join('\n\n')
}

function cellsOf(machine: Machine, edge: Edge): string[] {
  const to = edge.to === 'same' ? 'same' : (edge.to?.join(', ') ?? '— (deleted)')
  const action = edge.isBuilt === false ? `${edge.action} ○` : edge.action
  return [edge.from?.join(', ') ?? '—', action, to, edge.who.join(', '), edge.guard, edge.clocks, `${machine.name}.${edge.event}`, edge.label]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(documentUrl, renderMachines())
