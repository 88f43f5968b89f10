/** Intervals of nanoseconds, and the arithmetic that keeps every value they may stand for. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** No time at all. */
export const nothing: Interval = { low: 0, high: 0 };

/** Every sum of a value of `a` and one of `b`. */
export function plus(a: Interval, b: Interval): Interval {
  return { low: a.low + b.low, high: a.high + b.high };
}

/** Every difference of a value of `a` and one of `b`. */
export function minus(a: Interval, b: Interval): Interval {
  return { low: a.low - b.high, high: a.high - b.low };
}

/** `factor` may be negative. */
export function times(a: Interval, factor: number): Interval {
  if (factor === 0) return nothing;
  const [x, y] = [a.low * factor, a.high * factor];
  return { low: Math.min(x, y), high: Math.max(x, y) };
}

/** `divisor` must not contain zero. */
export function quotient(a: Interval, divisor: Interval): Interval {
  const corners = [a.low, a.high].flatMap((value) => [value / divisor.low, value / divisor.high]);
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** Half-way between both ends. */
export function middle({ low, high }: Interval): number {
  return (low + high) / 2;
}

/** -1 and 1 when every value of the interval has that sign, else 0. */
export function signOf({ low, high }: Interval): -1 | 0 | 1 {
  if (high < 0) return -1;
  return low > 0 ? 1 : 0;
}
