/** Numbers for people: the same on every machine, whatever its locale. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1,048,576` */
export function showCount(count: number): string {
  return whole.format(count);
}

/** `1 state`, `2,000 states`, `3 policies`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${showCount(count)} ${count === 1 ? noun : nouns}`;
}
