/** The difference in cost between two policies on one workload, under one profile. Never a time by itself. */

import type { Measurement } from '../../core/run/results.js';
import { countedEvents, isFaultOutcome } from './event-roles.js';
import { type Interval, nothing, plus, times } from './interval.js';
import { priceOf } from './prices.js';
import type { CostProfile } from './profile.js';

/** How often more, or if negative less often, an event happened than under the baseline. */
export interface EventDifference {
  readonly event: string;
  readonly more: number;
  /** Nanoseconds of one; absent for an event without a measured price. */
  readonly price?: Interval;
}

export interface CostDifference {
  readonly profile: CostProfile;
  readonly policy: string;
  readonly baseline: string;
  /** Nanoseconds more than the baseline, over the spread of the profile; of the priced events alone. */
  readonly interval: Interval;
  readonly priced: readonly EventDifference[];
  readonly unpriced: readonly EventDifference[];
  /** Which of the two policies are not the one of the profile's kernel. */
  readonly transplanted: readonly string[];
}

/**
 * An event costs the same under both policies, whatever it costs, so that only the difference of the counts is
 * priced; prices of different events vary independently of each other.
 */
export function costDifference(cell: Measurement, baseline: Measurement, profile: CostProfile): CostDifference {
  const differences = eventDifferences(cell, baseline).map(({ event, more }): EventDifference => {
    const price = priceOf(event, profile);
    return price === undefined ? { event, more } : { event, more, price };
  });
  const priced = differences.filter(({ price }) => price !== undefined);
  const inGup = Math.max(cell.events['gup-faults'] ?? 0, baseline.events['gup-faults'] ?? 0);
  return {
    profile, policy: cell.policy, baseline: baseline.policy, priced,
    interval: priced.reduce((sum, difference) => plus(sum, costOf(difference, inGup)), nothing),
    unpriced: differences.filter(({ price }) => price === undefined),
    transplanted: [baseline.policy, cell.policy].filter((id) => id !== profile.policy),
  };
}

/** Of the counted events, those whose counts differ. */
export function eventDifferences(cell: Measurement, baseline: Measurement): readonly EventDifference[] {
  const [here, there] = [countedEvents(cell), countedEvents(baseline)];
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((event) => ({ event, more: (here.get(event) ?? 0) - (there.get(event) ?? 0) }))
    .filter(({ more }) => more !== 0);
}

/**
 * Fault prices were measured with the exception that leads to the fault. As many as happened inside get_user_pages,
 * where nothing is trapped, cost at most that and an unknown part less: they count from nothing.
 */
function costOf({ event, more, price = nothing }: EventDifference, inGup: number): Interval {
  if (!isFaultOutcome(event) || inGup === 0) return times(price, more);
  const perhapsInGup = Math.sign(more) * Math.min(Math.abs(more), inGup);
  return plus(times(price, more - perhapsInGup), times({ low: 0, high: price.high }, perhapsInGup));
}
