export { dutiesOf, onDuty, type Duty } from './duty.ts'
export { findArea, gridsAt, type AreaRow } from './queries.ts'
