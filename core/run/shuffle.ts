import { Random } from '../program/random.js';

/** The items in a seeded order (Fisher and Yates): the same seed gives the same order everywhere. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  const random = new Random(seed);
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
