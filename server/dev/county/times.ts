import type { Random } from './random.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
const ZONE_MS = 8 * HOUR_MS

/** Epoch ms of midnight in Shanghai of the day that holds an instant. */
export const midnightOf = (atMs: number): number => Math.floor((atMs + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS

/** An instant of that day between two hours of the clock. */
export const during = (random: Random, dayMs: number, fromHour: number, toHour: number): number =>
  midnightOf(dayMs) + Math.floor((fromHour + random.float() * (toHour - fromHour)) * 60) * MINUTE_MS + random.below(60) * 1000

/** A while later, and never at night: between 08:00 and 20:00, so that people act when people act. */
export function later(random: Random, fromMs: number, leastMs: number, mostMs: number): number {
  const at = fromMs + leastMs + Math.floor(random.float() * (mostMs - leastMs))
  const hour = (at - midnightOf(at)) / HOUR_MS
  if (hour >= 8 && hour < 20) return at
  const day = hour < 8 ? at : at + DAY_MS
  return Math.max(at, during(random, day, 8, 9.5))
}

/** `2026-11-24` in Shanghai. */
export const dayText = (atMs: number): string => new Date(atMs + ZONE_MS).toISOString().slice(0, 10)

/** Numbers people read out: yymmdd and a serial of the day, in the order in which they are asked for. */
export class Numbers {
  private readonly serials = new Map<string, number>()
  constructor(private readonly digits: number) {}

  next(atMs: number): string {
    const day = dayText(atMs).slice(2).replaceAll('-', '')
    const serial = (this.serials.get(day) ?? 0) + 1
    this.serials.set(day, serial)
    return day + String(serial).padStart(this.digits, '0')
  }
}
