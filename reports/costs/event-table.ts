/**
 * What reports alone know of an event: its price, its colour, its word for those who are new to it. All else is in
 * core/program/events.ts. An event has a price only where a measurement is of that event; prices of different events
 * never contain each other's work, so that they can be added.
 */

import type { EventName } from '../../core/program/events.js';
import type { palette } from '../charts/chart-style.js';
import { hull, type Interval, minus, times } from './interval.js';

/** The spread of a measurement; undefined where the profile lacks it. */
type Measured = (name: string) => Interval | undefined;

/** Of one event; undefined where the profile lacks what it is made of. */
export type Price = (measured: Measured) => Interval | undefined;

/** Its bars in the chart of events. */
interface Bars {
  readonly colour: keyof typeof palette;
  readonly label: string;
}

/** A fact of each kind is to be said of every event, be it that there is none. */
export interface ReportedEvent {
  /** `none`: nothing was measured of it, or it is part of events that are priced. */
  readonly price: Price | 'none';
  readonly bars: Bars | 'none';
  /** As the glossary of the page puts it. */
  readonly meaning: string | undefined;
}

const pagesIn16MB = 4096;
const pagesIn4MB = 1024;

const only =
  (name: string): Price =>
  (measured) =>
    measured(name);

/**
 * One event for two faults: over nothing and over the zero page. Memory that the virtual machine itself had never used
 * (first_touch_16MB) is left out: that is the cost of the hypervisor.
 */
const zeroFill: Price = (measured) => both(measured('first_touch_32MB'), measured('write_fault_over_zero_page'), hull);

/** The figures per page are totals divided by pages; the part that every fork costs is an event of its own. */
const sharedPte: Price = (measured) => {
  const fixed = measured('fork_minimal');
  const total = measured('fork_16MB_total');
  const small = both(total, fixed, (a, b) => times(minus(a, b), 1 / pagesIn16MB));
  const large = measured('fork_1GB_per_pte');
  return small === undefined || large === undefined ? small : hull(small, large);
};

const earlyCopy: Price = (measured) =>
  both(measured('fork_4MB_all_pinned_per_pte'), measured('fork_minimal'), (pinned, fixed) =>
    minus(pinned, times(fixed, 1 / pagesIn4MB)),
  );

/** Every page that is unmapped is unmapped under every policy; freeing it adds something below the whole cost of the dearest measured way. */
const freedPage: Price = (measured) => {
  const exit = measured('child_exit_16MB');
  return exit === undefined ? undefined : { low: 0, high: exit.high };
};

function both(
  a: Interval | undefined,
  b: Interval | undefined,
  combine: (a: Interval, b: Interval) => Interval,
): Interval | undefined {
  return a === undefined || b === undefined ? undefined : combine(a, b);
}

/** What reports know of each event: by what it is priced, as which bar it is drawn, what there is to say of it. */
export const reportedEvents: Readonly<Record<EventName, ReportedEvent>> = {
  faults: { price: 'none', bars: { colour: 'grey', label: 'faults' }, meaning: undefined },
  'write-faults': {
    price: 'none',
    bars: 'none',
    meaning: 'what a store causes on a page that is mapped read-only, as all private pages are after fork',
  },
  reuses: {
    price: only('write_reuse_fault_16MB'),
    bars: { colour: 'green', label: 'reuses' },
    meaning: 'the answer that makes the page writable where it is, because nobody else should have it',
  },
  copies: {
    price: only('write_copy_fault_16MB'),
    bars: { colour: 'orange', label: 'copies' },
    meaning: 'the answer to a write fault with a new page; whoever else has the old one keeps it',
  },
  'zero-fills': { price: zeroFill, bars: 'none', meaning: undefined },
  'zero-maps': { price: only('read_fault_zero_page'), bars: 'none', meaning: undefined },
  'file-maps': { price: 'none', bars: 'none', meaning: undefined },
  'fault-around-maps': { price: 'none', bars: 'none', meaning: undefined },
  'file-copies': { price: 'none', bars: 'none', meaning: undefined },
  'pages-allocated': { price: 'none', bars: 'none', meaning: undefined },
  'pages-freed': { price: freedPage, bars: 'none', meaning: undefined },
  forks: { price: only('fork_minimal'), bars: 'none', meaning: undefined },
  'fork-ptes-shared': { price: sharedPte, bars: 'none', meaning: undefined },
  'early-copies': {
    price: earlyCopy,
    bars: { colour: 'purple', label: 'early copies (at fork)' },
    meaning: 'a page that fork copies at once, because a device may be using it',
  },
  'fork-retries': { price: 'none', bars: 'none', meaning: undefined },
  'write-protects': { price: 'none', bars: 'none', meaning: undefined },
  'tlb-flushes': { price: 'none', bars: 'none', meaning: undefined },
  ipis: { price: 'none', bars: 'none', meaning: undefined },
  'page-lock-sleeps': { price: 'none', bars: 'none', meaning: undefined },
  'page-trylock-failures': { price: 'none', bars: 'none', meaning: undefined },
  'lru-drains': { price: 'none', bars: 'none', meaning: undefined },
  'exclusive-reuses': { price: 'none', bars: 'none', meaning: undefined },
  unshares: {
    price: 'none',
    bars: 'none',
    meaning: 'to copy a shared page before it is pinned for reading, so that pin and process keep the same page',
  },
  'gup-fast-pages': { price: 'none', bars: 'none', meaning: undefined },
  'gup-fast-fallbacks': { price: 'none', bars: 'none', meaning: undefined },
  'gup-slow-pages': { price: 'none', bars: 'none', meaning: undefined },
  'gup-faults': { price: 'none', bars: 'none', meaning: undefined },
  'gup-write-faults': { price: 'none', bars: 'none', meaning: undefined },
  'mprotect-upgrades': { price: 'none', bars: 'none', meaning: undefined },
  'barriers-after-atomics': { price: 'none', bars: 'none', meaning: undefined },
};
