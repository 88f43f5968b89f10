import { describe, expect, it } from 'vitest';
import { eventFacts, type EventFacts, eventNames } from '../../core/program/events.js';
import { type ReportedEvent, reportedEvents } from './event-table.js';

describe('the table of what reports know of events', () => {
  it('prices nothing that is part of events with a price of their own', () => {
    const priced = eventNames.filter((event) => reportedEvents[event].price !== 'none');
    expect(priced.length).toBeGreaterThan(0);
    expect(priced.filter((event) => eventFacts[event].role === 'part')).toEqual([]);
  });

  it('draws only what a comparison of COW policies is about, each in a colour of its own', () => {
    const drawn = eventNames.flatMap((event) => {
      const { bars } = reportedEvents[event];
      return bars === 'none' ? [] : [{ event, colour: bars.colour }];
    });
    expect(drawn.map(({ event }) => event)).toEqual(['faults', 'reuses', 'copies', 'early-copies']);
    expect(drawn.filter(({ event }) => !eventFacts[event].isCentral)).toEqual([]);
    expect(new Set(drawn.map(({ colour }) => colour)).size).toBe(drawn.length);
  });

  it('is not complete without a fact of each kind', () => {
    // @ts-expect-error neither bars nor a meaning
    const withoutBars: ReportedEvent = { price: 'none' };
    // @ts-expect-error no unit, no role
    const withoutRole: EventFacts = { one: 'fault', many: 'faults', about: 'a fault', within: '', isCentral: false };
    const facts = eventNames.flatMap((event) => Object.keys(reportedEvents[event]));
    expect(new Set(facts)).toEqual(new Set([...Object.keys(withoutBars), 'bars', 'meaning']));
    expect(Object.keys(eventFacts.faults)).toEqual(expect.arrayContaining(Object.keys(withoutRole)));
  });
});
