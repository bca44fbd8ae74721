export { compareFigures, rebuildFigures } from './commands/rebuild-figures.ts'
export { entriesOf } from './tally.ts'
export { compareCases, recountCases } from './rate-store.ts'
