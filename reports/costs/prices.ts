/**
 * What events cost under a profile. An event has a price only where a measurement is of that event; prices of
 * different events never contain each other's work, so that they can be added.
 */

import type { EventName } from '../../core/machine/events.js';
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

/** The measurements a price is made of. */
export function priceSources(event: string): readonly string[] {
  const asked: string[] = [];
  new Map(Object.entries(prices)).get(event)?.((name) => {
    asked.push(name);
    return nothing;
  });
  return asked;
}
