/** A seeded order: the same seed gives the same order everywhere. */

/** Fisher and Yates, on the integers of xorshift32 (Marsaglia, Xorshift RNGs, 2003). */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  // Spread neighbouring seeds; the generator must not start at zero.
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bf03635) >>> 0 || 1;
  for (let last = order.length - 1; last > 0; last--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const other = (state >>> 0) % (last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
