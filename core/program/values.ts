/**
 * What an observation can hold, as one 32-bit integer: contents are tokens >= 0 (0 is zero-fill only),
 * everything else is a negative code. The codes are the only values below zero.
 */

export const codes = {
  unset: -1,
  ok: -2,
  /** What depends on a handle or process that does not exist. */
  none: -3,
  segv: -4,
  EAGAIN: -5,
  EFAULT: -6,
  EINVAL: -7,
  ENOMEM: -8,
  EIO: -9,
  EOPNOTSUPP: -10,
  /** An access that got no frame: Linux would kill somebody, or try again. */
  oom: -11,
} as const;

/** The name of a code: `ok`, `none`, or an error. */
export type Code = keyof typeof codes;

const names = new Map<number, string>(Object.entries(codes).map(([name, code]) => [code, name]));

/** First token of the values that `touched` areas and files hold before the first step. */
export const firstInitialValue = 1_000_000;

/** As reports print it. */
export function showValue(value: number): string {
  if (value >= firstInitialValue) return `initial#${value - firstInitialValue}`;
  return names.get(value) ?? String(value);
}
