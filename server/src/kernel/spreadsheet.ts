import writeXlsxFile from 'write-excel-file/node'
import type { CellObject, Row } from 'write-excel-file/node'
import type { Kernel } from './context.ts'

/** What stands in a cell: words, a number, or nothing. */
export type CellValue = string | number | null

export interface Column {
  title: string
  /** In characters. */
  width: number
}

export interface SheetOptions {
  /** Of the tab. */
  name: string
  /** One line above the table: which place, which day. */
  heading: string
  columns: readonly Column[]
  rows: readonly (readonly CellValue[])[]
}

const FORMULA = /^[=+\-@\t\r]/

/**
 * People's words as text that no program takes for a formula: the cell is of type text, and what looks like a formula gets
 * an apostrophe before it, so that it stays text when the sheet is saved as CSV.
 */
export const plainText = (words: string): string => (FORMULA.test(words) ? `'${words}` : words)

const cell = (value: CellValue): CellObject | null => (value === null ? null : typeof value === 'number' ? { value, type: Number } : { value: plainText(value), type: String, wrap: true })

/** One table as an Excel file; the demo county's says so. */
export async function spreadsheet(kernel: Kernel, { name, heading, columns, rows }: SheetOptions): Promise<Uint8Array> {
  const isDemo = kernel.setting<object | null>('demoCounty', null) !== null
  const head: Row = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' }))
  const data: Row[] = [[{ value: plainText(isDemo ? `${heading}（演示数据）` : heading), type: String, fontWeight: 'bold' }], head, ...rows.map((row) => row.map(cell))]
  return writeXlsxFile(data, { sheet: name, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 2 }).toBuffer()
}
