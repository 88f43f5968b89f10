/**
 * What events cost under a profile. An event has a price only where a measurement is of that event; prices of
 * different events never contain each other's work, so that they can be added.
 */

import type { EventName } from '../../core/program/events.js';
import { faultOutcomes } from './event-roles.js';
import { hull, type Interval, minus, nothing, times } from './interval.js';
import { type CostProfile, spreadOf } from './profile.js';

/** The spread of a measurement; undefined where the profile lacks it. */
type Measured = (name: string) => Interval | undefined;

type Price = (measured: Measured) => Interval | undefined;

const pagesIn16MB = 4096;
const pagesIn4MB = 1024;

const only = (name: string): Price => (measured) => measured(name);

/** The events that are priced, and how. Why the others are not: event-roles.ts. */
const prices: Readonly<Partial<Record<EventName, Price>>> = {
  reuses: only('write_reuse_fault_16MB'),
  copies: only('write_copy_fault_16MB'),
  // One event for two faults: over nothing and over the zero page. Memory that the virtual machine itself had
  // never used (first_touch_16MB) is left out: that is the cost of the hypervisor.
  'zero-fills': (measured) => both(measured('first_touch_32MB'), measured('write_fault_over_zero_page'), hull),
  'zero-maps': only('read_fault_zero_page'),
  forks: only('fork_minimal'),
  // The figures per page are totals divided by pages; the part that every fork costs is an event of its own.
  'fork-ptes-shared': (measured) => {
    const fixed = measured('fork_minimal');
    const total = measured('fork_16MB_total');
    const small = both(total, fixed, (a, b) => times(minus(a, b), 1 / pagesIn16MB));
    const large = measured('fork_1GB_per_pte');
    return small === undefined || large === undefined ? small : hull(small, large);
  },
  'early-copies': (measured) => both(measured('fork_4MB_all_pinned_per_pte'), measured('fork_minimal'),
    (pinned, fixed) => minus(pinned, times(fixed, 1 / pagesIn4MB))),
  // Every page that is unmapped is unmapped under every policy; what freeing it adds is somewhere below the
  // whole cost of the dearest measured way.
  'pages-freed': (measured) => {
    const exit = measured('child_exit_16MB');
    return exit === undefined ? undefined : { low: 0, high: exit.high };
  },
};

function both(
  a: Interval | undefined, b: Interval | undefined, combine: (a: Interval, b: Interval) => Interval,
): Interval | undefined {
  return a === undefined || b === undefined ? undefined : combine(a, b);
}

/** Nanoseconds of one event; undefined for one without a measured price. */
export function priceOf(event: string, profile: CostProfile): Interval | undefined {
  const price = new Map(Object.entries(prices)).get(event);
  return price?.((name) => {
    const measurement = profile.measurements[name];
    return measurement === undefined ? undefined : spreadOf(measurement);
  });
}

/** What a page costs that is copied and nothing else; undefined where the profile lacks it. */
function bareCopy(profile: CostProfile): Interval | undefined {
  const measurement = profile.measurements['memcpy_4K'];
  return measurement === undefined ? undefined : spreadOf(measurement);
}

/**
 * What the exception costs that leads to a fault: unknown, but part of every fault that was measured. So it is no more
 * than the least disturbed sample of the cheapest, nor than what a copy leaves beside the copying.
 */
export function trapPrice(profile: CostProfile): Interval {
  const faults = faultOutcomes.flatMap((event) => priceOf(event, profile)?.low ?? []);
  const copy = priceOf('copies', profile);
  const beside = copy === undefined ? [] : [copy.low - (bareCopy(profile)?.low ?? 0)];
  return { low: 0, high: Math.max(0, Math.min(...faults, ...beside)) };
}

/**
 * What a copy costs more than a reuse of the same fault: exception, page walk and locks are the same, the copying is not,
 * so that it is at least that. Undefined where one of the two has no price.
 */
export function swapPrice(profile: CostProfile): Interval | undefined {
  const [copy, reuse] = [priceOf('copies', profile), priceOf('reuses', profile)];
  if (copy === undefined || reuse === undefined) return undefined;
  const { low, high } = minus(copy, reuse);
  return { low: Math.max(low, bareCopy(profile)?.low ?? low), high };
}

/** The measurements a price is made of. */
export function priceSources(event: string): readonly string[] {
  const asked: string[] = [];
  new Map(Object.entries(prices)).get(event)?.((name) => {
    asked.push(name);
    return nothing;
  });
  return asked;
}
