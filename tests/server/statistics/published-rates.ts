/**
 * A reader of the open data: counts every published figure from the CSV text alone, in their own way. Nothing here knows
 * the server's code.
 */
export interface ReadFigures {
  response: number | null
  solution: number | null
  satisfaction: number | null
  answer: number | null
}

type Row = Record<string, string>

/** Lines of a table without quotes. */
export function readCsv(text: string): Row[] {
  const [head = '', ...lines] = text.split('\r\n').filter((line) => line !== '')
  const headers = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [headers[index]!, cell])))
}

/** One decimal, half up: the next digit decides, whatever comes after it. */
function oneDecimal(part: bigint, whole: bigint): number | null {
  if (whole === 0n) return null
  const hundredths = (part * 100n) / whole
  return Number(hundredths % 10n >= 5n ? hundredths / 10n + 1n : hundredths / 10n) / 10
}
const percent = (part: number, whole: number) => oneDecimal(BigInt(part) * 100n, BigInt(whole))

const count = (rows: readonly Row[], test: (row: Row) => boolean): number => rows.filter(test).length

function ratesOf(cases: readonly Row[], answers: readonly Row[]): ReadFigures {
  const [answered, silent] = [answers.filter(({ what }) => what === 'answered'), count(answers, ({ what }) => what === 'noAnswer')]
  return {
    response: percent(count(cases, (row) => row.isContactedInTime === '1'), cases.length),
    solution: percent(count(answered, (row) => row.isSolved === '1'), answered.length),
    satisfaction: percent(count(answered, (row) => row.satisfied === 'very' || row.satisfied === 'basically'), answered.length),
    answer: percent(answered.length, answered.length + silent),
  }
}

function scoreOf(cases: readonly Row[], answers: readonly Row[], weights: Record<'response' | 'solution' | 'satisfaction', number>): number | null {
  const answered = answers.filter(({ what }) => what === 'answered')
  if (answered.length < 10 || cases.length === 0) return null
  const [n, m] = [BigInt(cases.length), BigInt(answered.length)]
  const contacted = BigInt(count(cases, (row) => row.isContactedInTime === '1'))
  const solved = BigInt(count(answered, (row) => row.isSolved === '1'))
  const content = BigInt(count(answered, (row) => row.satisfied !== 'not'))
  return oneDecimal(BigInt(weights.response) * contacted * m + (BigInt(weights.solution) * solved + BigInt(weights.satisfaction) * content) * n, n * m)
}

type Figures = ReturnType<typeof figuresFrom>

/** What a reader counted, with nothing where too few had answered for it to be published. */
export function asTold(read: Figures, published: Figures): Figures {
  if (published.counts.answered !== null && published.counts.excludedAnswered !== null) return read
  const untold = <T extends object>(mine: T, theirs: T): T =>
    Object.fromEntries(Object.entries(mine).map(([name, value]) => [name, theirs[name as keyof T] === null ? null : value])) as T
  return {
    ...read, rates: untold(read.rates, published.rates), ratesWithExcluded: untold(read.ratesWithExcluded, published.ratesWithExcluded), counts: untold(read.counts, published.counts),
  }
}

/** All figures of the lines that `isMine` picks. */
export function figuresFrom(rows: readonly Row[], isMine: (row: Row) => boolean, weights: Record<'response' | 'solution' | 'satisfaction', number>) {
  const mine = rows.filter(isMine)
  const all = mine.filter(({ record }) => record === 'case')
  const cases = all.filter(({ state }) => state !== 'withdrawn')
  const answers = mine.filter(({ record }) => record === 'answer')
  const [counted, heard] = [cases.filter(({ exclusion }) => exclusion === ''), answers.filter(({ isExcluded }) => isExcluded === '0')]
  const flag = (name: string) => count(cases, (row) => row[name] === '1')
  const because = (reason: string) => count(cases, ({ exclusion }) => exclusion === reason)
  const said = (what: string, test: (row: Row) => boolean = () => true) => count(answers, (row) => row.what === what && test(row))
  const [left, unheard] = [cases.filter(({ exclusion }) => exclusion !== ''), answers.filter(({ isExcluded }) => isExcluded === '1')]
  const isContent = ({ satisfied }: Row) => satisfied === 'very' || satisfied === 'basically'
  return {
    rates: ratesOf(counted, heard),
    ratesWithExcluded: ratesOf(cases, answers),
    score: scoreOf(counted, heard, weights),
    counts: {
      cases: cases.length, contacted: flag('isContactedInTime'), answered: said('answered'), solved: said('answered', ({ isSolved }) => isSolved === '1'),
      satisfied: said('answered', isContent), noAnswer: said('noAnswer'), onHold: flag('isOnHold'), declined: count(cases, ({ state }) => state === 'declined'),
      merged: flag('isMerged'), withdrawn: all.length - cases.length, reopened: flag('isReopened'), earlierUnsolved: said('earlierUnsolved'),
      bounced: flag('isBounced'), unproven: flag('isUnproven'), callBack: said('answered', ({ isByCallBack }) => isByCallBack === '1'),
      beyondAuthority: because('beyondAuthority'), unreachable: because('unreachable'), malicious: because('malicious'), forceMajeure: because('forceMajeure'),
      excludedContacted: count(left, (row) => row.isContactedInTime === '1'), excludedAnswered: count(unheard, ({ what }) => what === 'answered'),
      excludedSolved: count(unheard, (row) => row.what === 'answered' && row.isSolved === '1'),
      excludedSatisfied: count(unheard, (row) => row.what === 'answered' && isContent(row)), excludedNoAnswer: count(unheard, ({ what }) => what === 'noAnswer'),
      excluded: left.length, openOverdue: flag('isOpenOverdue'),
    },
  }
}
