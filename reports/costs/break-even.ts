/** Where two events that replace each other trade off: the price ratio at which two policies cost the same. */

import type { CostDifference } from './difference.js';
import { hull, type Interval, minus, nothing, plus, quotient, times } from './interval.js';
import type { PlacementCost } from './placement-cost.js';
import { priceOf, swapPrice } from './prices.js';
import type { CostProfile } from './profile.js';

/** A price at which two policies cost the same. */
export interface BreakEven {
  /** The event whose price decides. */
  readonly event: string;
  /** What its price is counted in: it happens in its place. */
  readonly unit: string;
  /** Whether the policy is cheaper while the event costs less than `ratio` units, or while it costs more. */
  readonly cheaperWhile: 'less' | 'more';
  /** All other priced events included, over the spread of their prices and all placements. */
  readonly ratio: Interval;
  /** How many units the event costs under the profile. */
  readonly measured: Interval;
}

interface Pair {
  readonly event: string;
  readonly unit: string;
  /** The ratio cannot be below, whatever the machine. */
  readonly atLeast: number;
}

/**
 * Events that are each other's alternative. An early copy is made in place of the copy of a later write fault; reuses
 * that it saves as well are among the other events. A copy stands in place of a reuse and is never cheaper.
 */
const pairs: readonly Pair[] = [
  { event: 'early-copies', unit: 'copies', atLeast: 0 },
  { event: 'copies', unit: 'reuses', atLeast: 1 },
];

/**
 * Of the first pair whose counts differ in opposite directions; undefined where there is none, where the one simply
 * replaced the other, and where the other events outweigh the pair whatever it costs.
 */
export function breakEvenOf({ placements, profile }: CostDifference): BreakEven | undefined {
  const found = placements.map((placement) => breakEvenOn(placement, profile));
  const [first, ...others] = found;
  return others.reduce((all, one) => {
    if (all === undefined || one === undefined) return undefined;
    const isSame = one.event === all.event && one.cheaperWhile === all.cheaperWhile;
    return isSame ? { ...all, ratio: hull(all.ratio, one.ratio) } : undefined;
  }, first);
}

function breakEvenOn(placement: PlacementCost, profile: CostProfile): BreakEven | undefined {
  const [pair] = pairs.filter(({ event, unit }) => moreOf(placement, event) * moreOf(placement, unit) < 0);
  if (pair === undefined) return undefined;
  const [more, instead] = [moreOf(placement, pair.event), moreOf(placement, pair.unit)];
  const [price, unitPrice] = [priceOf(pair.event, profile), priceOf(pair.unit, profile)];
  if (price === undefined || unitPrice === undefined || unitPrice.low <= 0 || more === -instead) return undefined;
  const others = times(quotient(restOf(placement, pair), unitPrice), -1 / more);
  const ratio = plus({ low: -instead / more, high: -instead / more }, others);
  if (ratio.low <= 0 || ratio.high <= pair.atLeast) return undefined;
  return {
    event: pair.event,
    unit: pair.unit,
    cheaperWhile: more > 0 ? 'less' : 'more',
    ratio,
    measured: measuredRatio(pair, price, unitPrice, profile),
  };
}

function moreOf({ priced }: PlacementCost, event: string): number {
  return priced.find((difference) => difference.event === event)?.more ?? 0;
}

/** What the priced events beside the pair cost more than under the baseline. */
function restOf({ priced, noTraps }: PlacementCost, { event, unit }: Pair): Interval {
  const others = priced.filter((difference) => difference.event !== event && difference.event !== unit);
  return minus(
    others.reduce((sum, { more, price = nothing }) => plus(sum, times(price, more)), nothing),
    noTraps,
  );
}

function measuredRatio({ event }: Pair, price: Interval, unitPrice: Interval, profile: CostProfile): Interval {
  const ratio = quotient(price, unitPrice);
  const swap = event === 'copies' ? swapPrice(profile) : undefined;
  return swap === undefined ? ratio : { ...ratio, low: Math.max(ratio.low, 1 + swap.low / unitPrice.high) };
}
