/** A JSON string (left alone) or a JSON number. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Parses JSON, but keeps integers that a double cannot hold as strings: WeChat's msgid is a 64-bit number. Throws SyntaxError. */
export function parseJsonKeepingLongIntegers(text: string): unknown {
  return JSON.parse(
    text.replace(STRING_OR_NUMBER, (token) =>
      /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  )
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
