import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../core/run/results.js';
import { cellOf, plainProfile } from '../testing/measurements.js';
import { builtinProfiles } from './builtin-profiles.js';
import { breakEvenOf } from './break-even.js';
import { sayBreakEven, sayStatement, sayTransplanted } from '../words/cost-words.js';
import { costDifference } from './difference.js';
import { statementOf, withoutEvents } from './statement.js';

const unsure = plainProfile('unsure', 0);

function difference(events: Measurement['events'], profile = plainProfile()) {
  return costDifference(cellOf('b', events), cellOf('a', { faults: 100, reuses: 100 }), profile);
}

const copying = { faults: 100, reuses: 60, copies: 40 };

describe('statementOf', () => {
  it('says which policy is cheaper when the whole interval has one sign', () => {
    expect(statementOf([difference(copying)])).toBe('dearer');
    expect(statementOf([difference({ faults: 60, reuses: 60 })])).toBe('cheaper');
  });

  it('says nothing when the interval contains zero', () => {
    expect(statementOf([difference(copying, unsure)])).toBe('no statement');
  });

  it('says nothing when one of several profiles cannot tell', () => {
    expect(statementOf([difference(copying), difference(copying, unsure)])).toBe('no statement');
  });

  it('calls equal only what differs in no counted event', () => {
    expect(statementOf([difference({ faults: 100, reuses: 100, 'write-faults': 100 })])).toBe('equal');
    expect(statementOf([difference({ faults: 100, reuses: 100, ipis: 1 })])).toBe('no statement');
  });
});

describe('withoutEvents', () => {
  it('names the unpriced events that could turn the statement around, with the price at which they would', () => {
    const cheaper = difference({ faults: 60, reuses: 60, 'lru-drains': 10, ipis: -5 });
    expect(withoutEvents(cheaper)).toEqual([{ event: 'lru-drains', more: 10, limit: (40 * 100) / 10 }]);
    expect(sayStatement('cheaper', cheaper)).toBe('cheaper, without LRU drains (+10): as long as one costs less than 400 ns');
  });

  it('says nothing of events that only strengthen the statement', () => {
    expect(sayStatement('dearer', difference({ ...copying, ipis: 10 }))).toBe('dearer');
  });
});

/** On 2, 1 and 4 CPUs. */
type Copies = readonly [number, number, number];

/** The rest of 100 write faults are reuses. */
function placed(policy: string, ...copies: Copies) {
  const [events, one, four] = copies.map((count) => ({ faults: 100, copies: count, reuses: 100 - count }));
  return cellOf(policy, events, {
    cpus: 2,
    placements: [
      { cpus: 1, events: one },
      { cpus: 4, events: four },
    ],
  });
}

describe('placements of processes on CPUs', () => {
  const against = (...copies: Copies) => costDifference(placed('b', ...copies), placed('a', 10, 10, 10), plainProfile());

  it('allow a statement that holds on all of them', () => {
    expect(statementOf([against(12, 11, 15)])).toBe('dearer');
    expect(statementOf([against(10, 10, 10)])).toBe('equal');
  });

  it('allow none that changes with them, which is then said', () => {
    const changing: readonly Copies[] = [
      [12, 10, 15],
      [10, 10, 11],
      [12, 8, 12],
    ];
    for (const copies of changing) {
      expect(statementOf([against(...copies)])).toBe('no statement');
    }
    expect(sayStatement('no statement', against(12, 10, 15))).toBe(
      'no statement: depends on which CPU a process ran on (2 CPUs: dearer; 1: equal counts; 4: dearer)',
    );
    expect(sayStatement('no statement', difference(copying, unsure))).toBe('no statement');
  });

  it('have an unpriced event turn a statement where that is easiest', () => {
    const drained = (policy: string, ...copies: readonly [number, number]) =>
      cellOf(
        policy,
        { 'early-copies': copies[0], ipis: 1 },
        { cpus: 2, placements: [{ cpus: 1, events: { 'early-copies': copies[1], ipis: 1 } }] },
      );
    const home = cellOf('a', { ipis: 2 }, { placements: [{ cpus: 1, events: { ipis: 3 } }] });
    const dearer = costDifference(drained('b', 9, 4), home, plainProfile());
    expect(withoutEvents(dearer)).toEqual([{ event: 'ipis', more: -2, limit: (4 * 50) / 2 }]);
  });
});

describe('breakEvenOf', () => {
  it('finds how many reuses a copy may cost, with the prices of all other events in it', () => {
    const pure = breakEvenOf(difference({ faults: 100, reuses: 16, copies: 40, 'lru-drains': 3 }));
    expect(pure).toMatchObject({ event: 'copies', unit: 'reuses', cheaperWhile: 'less', ratio: { low: 2.1, high: 2.1 } });
    expect(pure?.measured.low).toBeCloseTo(400 / 300);
    if (pure === undefined) throw new Error('no break-even');
    expect(sayBreakEven(pure)).toBe('cheaper while a copy costs less than 2.1 reuses (measured: 1.33 to 6)');
    const mixed = breakEvenOf(difference({ faults: 100, reuses: 16, copies: 40, 'early-copies': 8 }));
    expect(mixed?.ratio.low).toBeCloseTo(2.1 - (8 * 50) / (40 * 100));
    expect(mixed?.ratio.high).toBeCloseTo(2.1 - (8 * 50) / (40 * 300));
  });

  it('turns round with the counts', () => {
    const found = breakEvenOf(
      costDifference(
        cellOf('b', { faults: 100, reuses: 100 }),
        cellOf('a', { faults: 100, reuses: 16, copies: 40 }),
        plainProfile(),
      ),
    );
    expect(found).toMatchObject({ cheaperWhile: 'more', ratio: { low: 2.1, high: 2.1 } });
  });

  it('sets early copies against the copies they save, with saved reuses among the other events', () => {
    const found = breakEvenOf(
      costDifference(cellOf('b', { 'early-copies': 20 }), cellOf('a', { copies: 10, reuses: 5 }), plainProfile()),
    );
    expect(found).toMatchObject({ event: 'early-copies', unit: 'copies', cheaperWhile: 'less' });
    expect(found?.ratio.low).toBeCloseTo((10 + (5 * 100) / 600) / 20);
    expect(found?.ratio.high).toBeCloseTo((10 + (5 * 300) / 400) / 20);
  });

  it('is absent where one replaced the other one by one, where a copy would have to cost less than a reuse', () => {
    expect(breakEvenOf(difference({ faults: 100, reuses: 60, copies: 40 }))).toBeUndefined();
    expect(breakEvenOf(difference({ faults: 120, reuses: 80, copies: 40 }))).toBeUndefined();
  });

  it('is absent between events that are no alternatives, and where only one side changed', () => {
    expect(breakEvenOf(difference({ faults: 60, reuses: 60, 'mprotect-upgrades': 10, 'pages-freed': 7 }))).toBeUndefined();
    expect(breakEvenOf(difference({ faults: 140, reuses: 140 }))).toBeUndefined();
    expect(breakEvenOf(difference({ faults: 100, reuses: 100 }))).toBeUndefined();
  });

  it('reaches over all placements, and is absent where one of them has none', () => {
    const cell = (copies: number) =>
      cellOf(
        'b',
        { faults: 100, reuses: 16, copies: 40 },
        { placements: [{ cpus: 1, events: { faults: 100, reuses: 16, copies } }] },
      );
    const home = cellOf('a', { faults: 100, reuses: 100 }, { placements: [{ cpus: 1, events: { faults: 100, reuses: 100 } }] });
    expect(breakEvenOf(costDifference(cell(20), home, plainProfile()))?.ratio).toEqual({ low: 84 / 40, high: 84 / 20 });
    expect(breakEvenOf(costDifference(cell(84), home, plainProfile()))).toBeUndefined();
  });

  it('never contradicts the statement', () => {
    const counts = fc.record({ reuses: fc.nat(30), copies: fc.nat(30), 'early-copies': fc.nat(9), 'pages-freed': fc.nat(3) });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        for (const profile of builtinProfiles) {
          const one = costDifference(cellOf('b', b), cellOf('a', a), profile);
          const found = breakEvenOf(one);
          if (found === undefined) continue;
          const { ratio, measured, cheaperWhile } = found;
          const [surelyLess, surelyMore] = [measured.high < ratio.low, measured.low > ratio.high];
          const [cheaper, dearer] = cheaperWhile === 'less' ? [surelyLess, surelyMore] : [surelyMore, surelyLess];
          expect(cheaper && statementOf([one]) === 'dearer').toBe(false);
          expect(dearer && statementOf([one]) === 'cheaper').toBe(false);
        }
      }),
    );
  });
});

describe('sayTransplanted', () => {
  it('says which of the two policies the profile knows nothing about', () => {
    expect(sayTransplanted(difference({}))).toBe('transplanted: Linux 6.18.1 has neither a nor b');
    expect(sayTransplanted(costDifference(cellOf('home', {}), cellOf('a', {}), plainProfile()))).toBe(
      'transplanted: Linux 6.18.1 does not have a',
    );
  });
});
