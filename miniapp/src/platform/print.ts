import { isWeapp } from './environment'

/** WeChat prints nothing: there the sheet is opened as a file and printed from that. */
export const canPrint = !isWeapp

/** The page as it is, without what `.no-print` marks. */
export const printPage = () => window.print()
