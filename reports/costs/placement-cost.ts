/** What one pair of counts differs in, priced: two policies on the same CPUs under one profile. */

import type { Measurement } from '../../core/run/results.js';
import { countedEvents, faultOutcomes, otherFaults } from './event-roles.js';
import { type Interval, minus, nothing, plus, times } from './interval.js';
import { priceOf, swapPrice, trapPrice } from './prices.js';
import type { CostProfile } from './profile.js';

/** How often more, or if negative less often, an event happened than under the baseline. */
export interface EventDifference {
  readonly event: string;
  readonly more: number;
  /** Nanoseconds of one; absent for an event without a measured price. */
  readonly price?: Interval;
}

/** Of one placement of processes on CPUs. */
export interface PlacementCost {
  /** Absent where the results do not say. */
  readonly cpus?: number;
  /** Nanoseconds more than the baseline; of the priced events alone. */
  readonly interval: Interval;
  readonly priced: readonly EventDifference[];
  readonly unpriced: readonly EventDifference[];
  /** Nanoseconds to be taken off `priced`, because faults inside get_user_pages come without an exception. */
  readonly noTraps: Interval;
}

type Cell = Pick<Measurement, 'events' | 'cpus'>;

/**
 * An event costs the same under both policies, whatever it costs, so that only the difference of the counts is
 * priced. Prices of different events vary independently of each other, but for a reuse that became a copy.
 */
export function placementCost(cell: Cell, baseline: Cell, profile: CostProfile): PlacementCost {
  const differences = eventDifferences(cell, baseline).map(({ event, more }): EventDifference => {
    const price = priceOf(event, profile);
    return price === undefined ? { event, more } : { event, more, price };
  });
  const priced = differences.filter(({ price }) => price !== undefined);
  const noTraps = withoutTraps(cell, baseline, profile);
  return {
    ...(cell.cpus === undefined ? {} : { cpus: cell.cpus }),
    priced,
    noTraps,
    unpriced: differences.filter(({ price }) => price === undefined),
    interval: minus(pricedTogether(priced, profile), noTraps),
  };
}

/** Of the counted events, those whose counts differ. */
function eventDifferences(cell: Cell, baseline: Cell): readonly EventDifference[] {
  const [here, there] = [countedEvents(cell), countedEvents(baseline)];
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((event) => ({ event, more: (here.get(event) ?? 0) - (there.get(event) ?? 0) }))
    .filter(({ more }) => more !== 0);
}

/** As many copies as there are reuses less, or the other way round, are priced as one event. */
function pricedTogether(priced: readonly EventDifference[], profile: CostProfile): Interval {
  const moreOf = (event: string): number => priced.find((difference) => difference.event === event)?.more ?? 0;
  const [copies, reuses] = [moreOf('copies'), moreOf('reuses')];
  const swaps = copies * reuses < 0 ? Math.sign(copies) * Math.min(Math.abs(copies), Math.abs(reuses)) : 0;
  const swapped: Readonly<Record<string, number | undefined>> = { copies: swaps, reuses: -swaps };
  return priced.reduce(
    (sum, { event, more, price = nothing }) => plus(sum, times(price, more - (swapped[event] ?? 0))),
    times(swapPrice(profile) ?? nothing, swaps),
  );
}

/**
 * Fault prices were measured with the exception that leads to the fault; inside get_user_pages there is none. How many
 * faults happened there is counted, though not how they ended: those without a priced outcome are left out as a range.
 */
function withoutTraps(cell: Cell, baseline: Cell, profile: CostProfile): Interval {
  const inGup = (one: Cell): number => one.events['gup-faults'] ?? 0;
  const unpricedInGup = (one: Cell): number => {
    const counts = countedEvents(one);
    const unpriced = [...faultOutcomes.filter((event) => priceOf(event, profile) === undefined), otherFaults].reduce(
      (sum, event) => sum + (counts.get(event) ?? 0),
      0,
    );
    return Math.min(unpriced, inGup(one));
  };
  const more = inGup(cell) - inGup(baseline);
  const trap = trapPrice(profile).high;
  return { low: trap * Math.min(0, more - unpricedInGup(cell)), high: trap * Math.max(0, more + unpricedInGup(baseline)) };
}
