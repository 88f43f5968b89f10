/** What events cost under a profile: the rules of event-table.ts, applied. */

import { isEventName } from '../../core/program/events.js';
import { faultOutcomes } from './event-roles.js';
import { type Price, reportedEvents } from './event-table.js';
import { type Interval, minus, nothing } from './interval.js';
import { type CostProfile, spreadOf } from './profile.js';

/** Undefined for an event that has none, and for what no event of the machine is. */
function ruleOf(event: string): Price | undefined {
  const price = isEventName(event) ? reportedEvents[event].price : 'none';
  return price === 'none' ? undefined : price;
}

/** Nanoseconds of one event; undefined for one without a measured price. */
export function priceOf(event: string, profile: CostProfile): Interval | undefined {
  return ruleOf(event)?.((name) => {
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
  ruleOf(event)?.((name) => {
    asked.push(name);
    return nothing;
  });
  return asked;
}
