/** How event counts add up to work. What each event is: core/program/events.ts. */

import { eventFacts, type EventName, eventNames, isEventName } from '../../core/program/events.js';
import type { Measurement } from '../../core/run/results.js';

/** Faults that ended in none of the counted outcomes: nothing to do, or a page claimed for a pin. */
export const otherFaults = 'other faults';

/**
 * Pages taken by get_user_pages, fast or slow; measured with the system call around it only. A page that is taken slowly
 * instead of fast is not saved: the slow way does the same and more.
 */
export const takenPages = 'pages taken by GUP';

/** What answers a fault. */
export const faultOutcomes: readonly EventName[] = eventNames.filter((event) => eventFacts[event].role === 'answer');

/** Whether an event of the machine is work of its own, not a part of other events. */
export function isCounted(event: EventName): boolean {
  return eventFacts[event].role !== 'part';
}

/** Counts of events that are work of their own, `takenPages`, `otherFaults` and what a plugin brought included. */
export function countedEvents(cell: Pick<Measurement, 'events'>): ReadonlyMap<string, number> {
  const countOf = (event: string): number => cell.events[event] ?? 0;
  const counts = new Map(eventNames.filter(isCounted).map((e) => [e as string, countOf(e)]));
  const answered = faultOutcomes.reduce((sum, event) => sum + countOf(event), 0);
  counts.set(takenPages, countOf('gup-fast-pages') + countOf('gup-slow-pages'));
  counts.set(otherFaults, countOf('faults') + countOf('gup-faults') - answered);
  for (const event of Object.keys(cell.events).sort()) {
    if (!isEventName(event)) counts.set(event, countOf(event));
  }
  return counts;
}

/** The event in a sentence. */
export function wordsOf(event: string): { readonly one: string; readonly many: string } {
  if (event === takenPages) return { one: 'page taken by GUP', many: takenPages };
  if (event === otherFaults) return { one: 'other fault', many: otherFaults };
  return isEventName(event) ? eventFacts[event] : { one: `\`${event}\``, many: event };
}
