import { eventFacts, type EventName, eventNames, type EventRole } from '../../core/program/events.js';
import { builtinProfiles, priceOf, priceSources, showInterval } from '../../reports/index.js';
import type { Entry } from './text.js';

const roles: Readonly<Record<EventRole, string>> = { answer: 'counted: it ends a fault', work: 'counted', part: 'part' };

/** Events of the machine, in the order of its counters, with the price of each under the built-in cost profiles. */
export function listEvents(): readonly Entry[] {
  return eventNames.map((name) => {
    const { one, many, about, unit, role, within, isCentral } = eventFacts[name];
    const prices = pricesOf(name);
    const place = within === '' ? roles[role] : `${roles[role]}${role === 'part' ? ' of ' : ', '}${within}`;
    return {
      name,
      about,
      details: [
        `${one}, ${many}; in ${unit}; ${place}`,
        ...prices.map(({ profile, low, high, sources }) => `${profile}: ${showInterval({ low, high })} (${sources.join(', ')})`),
      ],
      data: { name, one, many, about, unit, role, ...(within === '' ? {} : { within }), central: isCentral, prices },
    };
  });
}

/** Nanoseconds of one, and the measurements they are made of. */
interface ListedPrice {
  readonly profile: string;
  readonly low: number;
  readonly high: number;
  readonly sources: readonly string[];
}

function pricesOf(event: EventName): readonly ListedPrice[] {
  return builtinProfiles.flatMap((profile) => {
    const price = priceOf(event, profile);
    return price === undefined ? [] : [{ profile: profile.id, ...price, sources: priceSources(event) }];
  });
}
