/** How event counts add up to work: which events are parts of others, and why some have no price. */

import { type EventName, eventNames } from '../../core/program/events.js';
import type { Measurement } from '../../core/run/results.js';

/** `counted` is work of its own; `part` is inside events that are counted, and adding it would count twice. */
type Role = 'counted' | 'part';

interface EventRole {
  readonly role: Role;
  /** As in `a copy costs less than 2.1 reuses`. */
  readonly one: string;
  readonly many: string;
}

function counted(one: string, many = `${one}s`): EventRole {
  return { role: 'counted', one, many };
}

function part(one: string, many = `${one}s`): EventRole {
  return { role: 'part', one, many };
}

/** A table of all, so that the compiler finds an event that nobody has thought about. */
const roles: Readonly<Record<EventName, EventRole>> = {
  faults: part('fault'), // its outcomes are counted, what is left over is `otherFaults`
  'write-faults': part('write fault'),
  reuses: counted('reuse'),
  copies: counted('copy', 'copies'),
  'zero-fills': counted('zero fill'),
  'zero-maps': counted('zero-page fault'),
  'file-maps': counted('file map'),
  'fault-around-maps': counted('page mapped around'),
  'file-copies': counted('file copy', 'file copies'),
  'pages-allocated': part('page allocation'), // by a copy, a fill or an early copy
  'pages-freed': counted('freed page'),
  forks: counted('fork'),
  'fork-ptes-shared': counted('PTE shared at fork', 'PTEs shared at fork'),
  'early-copies': counted('early copy', 'early copies'),
  'fork-retries': part('fork retry', 'fork retries'), // one per early copy, measured with it
  'write-protects': part('write-protect'), // of a PTE that fork shares
  'tlb-flushes': part('TLB flush', 'TLB flushes'), // local ones are inside the measured copies and forks
  ipis: counted('IPI'),
  'page-lock-sleeps': counted('page-lock sleep'),
  'page-trylock-failures': counted('page-trylock failure'),
  'lru-drains': counted('LRU drain'),
  'exclusive-reuses': part('exclusive reuse'), // of the reuses
  unshares: part('unshare'), // a copy, or among `otherFaults`
  'gup-fast-pages': part('GUP-fast page'), // of `takenPages`
  'gup-fast-fallbacks': counted('GUP-fast fallback'),
  'gup-slow-pages': counted('GUP-slow page'), // what it takes more than a fast one
  'gup-faults': counted('GUP fault'), // their outcomes are counted; the way to them is not a fault's
  'gup-write-faults': part('GUP write fault'),
  'mprotect-upgrades': counted('mprotect upgrade'), // measured was the change to read-only alone
  'barriers-after-atomics': part('barrier after an atomic', 'barriers after atomics'), // of a GUP-fast page
};

/** Faults that ended in none of the counted outcomes: nothing to do, or a page claimed for a pin. */
export const otherFaults = 'other faults';

/**
 * Pages taken by get_user_pages, fast or slow; measured with the system call around it only. A page that is taken slowly
 * instead of fast is not saved: the slow way does the same and more.
 */
export const takenPages = 'pages taken by GUP';

/** What answers a fault. */
export const faultOutcomes: readonly string[] = ['reuses', 'copies', 'zero-fills', 'zero-maps', 'file-maps', 'file-copies'];

/** Whether an event of the machine is work of its own, not a part of other events. */
export function isCounted(event: EventName): boolean {
  return roles[event].role === 'counted';
}

/** Counts of events that are work of their own, `takenPages`, `otherFaults` and what a plugin brought included. */
export function countedEvents(cell: Pick<Measurement, 'events'>): ReadonlyMap<string, number> {
  const countOf = (event: string): number => cell.events[event] ?? 0;
  const known: readonly string[] = eventNames;
  const counts = new Map(eventNames.filter(isCounted).map((e) => [e as string, countOf(e)]));
  const answered = faultOutcomes.reduce((sum, event) => sum + countOf(event), 0);
  counts.set(takenPages, countOf('gup-fast-pages') + countOf('gup-slow-pages'));
  counts.set(otherFaults, countOf('faults') + countOf('gup-faults') - answered);
  for (const event of Object.keys(cell.events).sort()) {
    if (!known.includes(event)) counts.set(event, countOf(event));
  }
  return counts;
}

/** The event in a sentence. */
export function wordsOf(event: string): { readonly one: string; readonly many: string } {
  if (event === takenPages) return { one: 'page taken by GUP', many: takenPages };
  if (event === otherFaults) return { one: 'other fault', many: otherFaults };
  return (roles as Readonly<Record<string, EventRole | undefined>>)[event] ?? { one: `\`${event}\``, many: event };
}
