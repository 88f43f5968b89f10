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

/** `2 GiB`, or a number of bytes that is no whole unit: `300,000,000 bytes`. */
export function showBytes(bytes: number): string {
  for (const [index, unit] of ['TiB', 'GiB', 'MiB', 'KiB'].entries()) {
    const size = 2 ** (40 - 10 * index);
    if (bytes >= size && bytes % size === 0) return `${bytes / size} ${unit}`;
  }
  return `${showCount(bytes)} bytes`;
}
