/** Numbers for people: the same on every machine, whatever its locale. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** `1,048,576` */
export function showCount(count: number): string {
  return whole.format(count);
}

/** Three significant digits: `52.1 million`, `8,340`. */
export function showRate(rate: number): string {
  if (rate >= 1e6) return `${precise.format(rate / 1e6)} million`;
  return precise.format(rate);
}

/** `1 scenario`, `2 scenarios` */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${showCount(count)} ${count === 1 ? noun : nouns}`;
}
