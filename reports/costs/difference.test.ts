import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventNames } from '../../core/program/events.js';
import type { Measurement } from '../../core/run/results.js';
import { cellOf, plainProfile } from '../testing/measurements.js';
import { builtinProfiles } from './builtin-profiles.js';
import { costDifference } from './difference.js';
import { countedEvents, otherFaults, takenPages } from './event-roles.js';
import { priceOf } from './prices.js';
import type { CostProfile } from './profile.js';

function difference(a: Measurement['events'], b: Measurement['events']) {
  return costDifference(cellOf('b', b), cellOf('a', a), plainProfile());
}

describe('costDifference', () => {
  it('prices what happened more and less often over the spread of its price', () => {
    const { interval } = difference({ faults: 10, reuses: 10 }, { faults: 10, reuses: 4, copies: 6 });
    expect(interval).toEqual({ low: 6 * 400 - 6 * 300, high: 6 * 600 - 6 * 100 });
  });

  it('does not price what both did, however much it was', () => {
    const { interval, priced } = difference({ faults: 1e9, reuses: 1e9 }, { faults: 1e9, reuses: 1e9 });
    expect({ interval, priced }).toEqual({ interval: { low: 0, high: 0 }, priced: [] });
  });

  it('does not count parts of events again', () => {
    const plain = difference({}, { faults: 2, copies: 2 });
    const withParts = difference(
      {},
      { faults: 2, copies: 2, 'write-faults': 2, 'pages-allocated': 2, 'tlb-flushes': 2, 'write-protects': 7 },
    );
    expect(withParts).toEqual(plain);
  });

  it('lists differing events without a measured price, also those that a plugin brought', () => {
    const there = { 'lru-drains': 5, ipis: 2, 'my-event': 1 };
    const { unpriced, interval } = difference({ 'lru-drains': 3, ipis: 2 }, there);
    expect(unpriced).toEqual([
      { event: 'lru-drains', more: 2 },
      { event: 'my-event', more: 1 },
    ]);
    expect(interval).toEqual({ low: 0, high: 0 });
  });

  it('lists faults without a counted outcome', () => {
    expect(difference({ faults: 3, reuses: 3 }, { faults: 5, reuses: 3 }).unpriced).toEqual([{ event: otherFaults, more: 2 }]);
  });

  it('takes at most the cheapest fault off one inside get_user_pages, which comes without an exception', () => {
    const { interval } = difference({}, { faults: 1, 'gup-faults': 2, copies: 3 });
    expect(interval).toEqual({ low: 3 * 400 - 2 * 100, high: 3 * 600 });
  });

  it('does not doubt a copy in place of a reuse because both may have happened inside get_user_pages', () => {
    const there = { 'gup-faults': 5, reuses: 5 };
    expect(difference(there, { 'gup-faults': 5, copies: 5 }).interval).toEqual({ low: 5 * 100, high: 5 * 500 });
  });

  it('does not know how many of the faults inside get_user_pages had a priced outcome when others had none', () => {
    const there = { faults: 4, reuses: 4 };
    expect(difference(there, { ...there, 'gup-faults': 2 }).interval).toEqual({ low: -2 * 100, high: 0 });
    expect(difference(there, { faults: 4, reuses: 5, 'gup-faults': 3 }).interval).toEqual({ low: 100 - 3 * 100, high: 300 });
  });

  it('prices a copy in place of a reuse at the copying at least', () => {
    const plain = plainProfile('plain', 100);
    const measurements = { ...plain.measurements, memcpy_4K: { median: 70, min: 60, unit: 'ns' } };
    const of = (profile: CostProfile) =>
      costDifference(cellOf('b', { copies: 10 }), cellOf('a', { reuses: 10 }), profile).interval.low;
    expect([of(plain), of({ ...plain, measurements })]).toEqual([-2000, 600]);
  });

  it('does not take a page that is taken slowly for one that was saved', () => {
    expect(difference({ 'gup-fast-pages': 9 }, { 'gup-fast-pages': 4, 'gup-slow-pages': 5 }).unpriced).toEqual([
      { event: 'gup-slow-pages', more: 5 },
    ]);
    expect(difference({ 'gup-fast-pages': 9 }, { 'gup-fast-pages': 4 }).unpriced).toEqual([{ event: takenPages, more: -5 }]);
  });

  it('reaches over all placements of processes on CPUs, each against the baseline on the same', () => {
    const placed = (policy: string, copies: readonly number[]) =>
      cellOf(
        policy,
        { copies: copies[0] },
        {
          cpus: 2,
          placements: [
            { cpus: 1, events: { copies: copies[1] } },
            { cpus: 4, events: { copies: copies[2] } },
          ],
        },
      );
    const { interval, placements, priced } = costDifference(placed('b', [3, 0, 5]), placed('a', [2, 1, 2]), plainProfile());
    expect(interval).toEqual({ low: -600, high: 3 * 600 });
    expect(placements.map(({ cpus }) => cpus)).toEqual([2, 1, 4]);
    expect(priced).toMatchObject([{ event: 'copies', more: 1 }]);
  });

  it('names the policies that the kernel of the profile does not have', () => {
    const of = (b: string, a: string) => costDifference(cellOf(b, {}), cellOf(a, {}), plainProfile()).transplanted;
    expect(of('home', 'away')).toEqual(['away']);
    expect(of('there', 'away')).toEqual(['away', 'there']);
    expect(of('home', 'home')).toEqual([]);
  });

  it('holds the difference for every price that the spread allows', () => {
    const counts = fc.record({
      reuses: fc.nat(9),
      copies: fc.nat(9),
      'zero-fills': fc.nat(9),
      forks: fc.nat(3),
      'early-copies': fc.nat(9),
      'fork-ptes-shared': fc.nat(99),
      'pages-freed': fc.nat(20),
    });
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 32 });
    fc.assert(
      fc.property(counts, counts, places, (a, b, parts) => {
        for (const profile of builtinProfiles) {
          const { interval } = costDifference(cellOf('b', b), cellOf('a', a), profile);
          const total = (cell: Measurement): number =>
            [...countedEvents(cell)].reduce((sum, [event, count], index) => {
              const price = priceOf(event, profile);
              return price === undefined ? sum : sum + count * (price.low + (parts[index] ?? 0) * (price.high - price.low));
            }, 0);
          const real = total(cellOf('b', b)) - total(cellOf('a', a));
          expect(real).toBeGreaterThanOrEqual(interval.low - 1e-3);
          expect(real).toBeLessThanOrEqual(interval.high + 1e-3);
        }
      }),
    );
  });
});

describe('countedEvents', () => {
  it('has outcomes of faults, and not the faults themselves', () => {
    const everything = cellOf('a', Object.fromEntries(eventNames.map((name) => [name, 1])));
    const counted = countedEvents(everything);
    for (const own of ['reuses', 'copies', 'early-copies', 'forks']) expect(counted.has(own)).toBe(true);
    for (const part of ['faults', 'write-faults', 'pages-allocated']) expect(counted.has(part)).toBe(false);
  });
});
