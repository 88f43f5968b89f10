/** Where two event counts trade off: the price ratio at which two policies cost the same. */

import type { CostDifference, EventDifference } from './difference.js';
import { type Interval, middle } from './interval.js';

export interface BreakEven {
  /** Happened more often than under the baseline. */
  readonly gained: string;
  /** Happened less often instead. */
  readonly saved: string;
  /** The policy is cheaper while one gained costs less than this many saved. */
  readonly ratio: number;
  /** How many saved one gained costs under the profile; absent when one of the two is unpriced. */
  readonly measured?: Interval;
  /** Differing events that the comparison of the two leaves aside. */
  readonly aside: readonly EventDifference[];
}

/**
 * Of the events that weigh most on each side; undefined when a policy only gained or only saved events. Priced
 * events go before unpriced ones. Freed pages follow from the copies, so that they are weighed last.
 */
export function breakEvenOf(difference: CostDifference): BreakEven | undefined {
  const all = [...difference.priced, ...difference.unpriced];
  const gained = heaviest(all.filter(({ more }) => more > 0));
  const saved = heaviest(all.filter(({ more }) => more < 0));
  if (gained === undefined || saved === undefined) return undefined;
  const measured = ratioOf(gained.price, saved.price);
  return {
    gained: gained.event, saved: saved.event, ratio: -saved.more / gained.more,
    ...(measured === undefined ? {} : { measured }),
    aside: all.filter((one) => one !== gained && one !== saved),
  };
}

function heaviest(differences: readonly EventDifference[]): EventDifference | undefined {
  const weight = ({ event, more, price }: EventDifference): readonly number[] => [
    event === 'pages-freed' ? 0 : 1, price === undefined ? 0 : 1,
    Math.abs(more) * (price === undefined ? 1 : middle(price)),
  ];
  return differences.toSorted((a, b) => firstDifference(weight(b), weight(a)))[0];
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((d) => d !== 0) ?? 0;
}

/** How many of the cheaper one of the dearer costs; unbounded prices have no ratio. */
function ratioOf(gained: Interval | undefined, saved: Interval | undefined): Interval | undefined {
  if (gained === undefined || saved === undefined || saved.low <= 0) return undefined;
  return { low: gained.low / saved.high, high: gained.high / saved.low };
}
