/** What may be said about the cost of a policy against the baseline. */

import { signOf } from './interval.js';
import type { CostDifference, EventDifference } from './difference.js';

/** `equal`: no counted event differs. `no statement`: the interval contains zero, or profiles disagree. */
export type Statement = 'equal' | 'cheaper' | 'dearer' | 'no statement';

/** Over all profiles; at least one. A single profile that cannot tell, or tells otherwise, is enough to say nothing. */
export function statementOf(differences: readonly CostDifference[]): Statement {
  if (differences.every(({ priced, unpriced }) => priced.length + unpriced.length === 0)) return 'equal';
  const signs = new Set(differences.map(({ interval }) => signOf(interval)));
  if (signs.size !== 1) return 'no statement';
  if (signs.has(-1)) return 'cheaper';
  return signs.has(1) ? 'dearer' : 'no statement';
}

/**
 * The unpriced events that could turn the statement around: those that happened more often under what is said to
 * be cheaper. `limit` is how many nanoseconds one of them may cost, if it were the only one, before they do.
 */
export function withoutEvents(difference: CostDifference): readonly (EventDifference & { readonly limit: number })[] {
  const { interval, unpriced } = difference;
  const sign = signOf(interval);
  const nearest = sign < 0 ? -interval.high : interval.low;
  return unpriced.filter(({ more }) => sign !== 0 && Math.sign(more) !== sign)
    .map((event) => ({ ...event, limit: nearest / Math.abs(event.more) }));
}
