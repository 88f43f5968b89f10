/** Every limit of cowlab, with its default: what a cell may cost, and how large a program may be. */

/** What the search of one cell may use. The same on every machine: counts, not measurements. */
export interface Bounds {
  /** Most states of a race to visit (`--states`). */
  readonly states: number;
  /** Most bytes that the states of a race, and what is noted of each, may take (`--max-memory`). */
  readonly memory: number;
}

export const defaultBounds: Bounds = { states: 2_000_000, memory: 2 * 2 ** 30 };

/** `2 GiB`, or a number of bytes that is no whole unit: `300,000,000 bytes`. */
export function showBytes(bytes: number): string {
  for (const [index, unit] of ['TiB', 'GiB', 'MiB', 'KiB'].entries()) {
    const size = 2 ** (40 - 10 * index);
    if (bytes >= size && bytes % size === 0) return `${bytes / size} ${unit}`;
  }
  return `${showCount(bytes)} bytes`;
}

/** `1,024`. */
export function showCount(count: number): string {
  return count.toLocaleString('en-US');
}
