/** What may be said about the cost of a policy against the baseline. */

import { signOf } from './interval.js';
import type { CostDifference } from './difference.js';
import type { EventDifference, PlacementCost } from './placement-cost.js';

/** `equal`: no counted event differs. `no statement`: an interval contains zero, or profiles or placements disagree. */
export type Statement = 'equal' | 'cheaper' | 'dearer' | 'no statement';

/**
 * Over all profiles, at least one, and all placements of processes on CPUs. A single one that cannot tell, or tells
 * otherwise, is enough to say nothing.
 */
export function statementOf(differences: readonly CostDifference[]): Statement {
  const said = new Set(differences.flatMap(({ placements }) => placements.map(statementOn)));
  const [only, other] = said;
  return only === undefined || other !== undefined ? 'no statement' : only;
}

/** For one placement of processes on CPUs. */
export function statementOn({ interval, priced, unpriced }: PlacementCost): Statement {
  if (priced.length + unpriced.length === 0) return 'equal';
  const sign = signOf(interval);
  if (sign === 0) return 'no statement';
  return sign < 0 ? 'cheaper' : 'dearer';
}

/** Whether what could be said changes with the CPUs that processes ran on. */
export function dependsOnPlacement({ placements }: CostDifference): boolean {
  return new Set(placements.map(statementOn)).size > 1;
}

/** An unpriced event, and how many nanoseconds one may cost, if it were the only one, before it turns a statement. */
export type TurningEvent = EventDifference & { readonly limit: number };

/**
 * The unpriced events that could turn the statement around: those that happened more often under what is said to
 * be cheaper. Of several placements the one that is turned around most easily.
 */
export function withoutEvents({ placements }: CostDifference): readonly TurningEvent[] {
  const nearest = new Map<string, TurningEvent>();
  for (const event of placements.flatMap(turningOn)) {
    const known = nearest.get(event.event);
    if (known === undefined || event.limit < known.limit) nearest.set(event.event, event);
  }
  return [...nearest.values()];
}

function turningOn({ interval, unpriced }: PlacementCost): readonly TurningEvent[] {
  const sign = signOf(interval);
  const margin = sign < 0 ? -interval.high : interval.low;
  return unpriced
    .filter(({ more }) => sign !== 0 && Math.sign(more) !== sign)
    .map((event) => ({ ...event, limit: margin / Math.abs(event.more) }));
}
