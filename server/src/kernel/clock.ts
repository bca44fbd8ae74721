/** Domain time. Outside production the stand-in may move it forward; never read the machine's clock elsewhere. */
export interface Clock {
  now(): Date
}

export interface MovableClock extends Clock {
  offsetMs: number
}

export function createClock(offsetMs = 0): MovableClock {
  return {
    offsetMs,
    now() {
      return new Date(Date.now() + this.offsetMs)
    },
  }
}
