import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../core/run/results.js';
import { cellOf, plainProfile } from '../testing/measurements.js';
import { breakEvenOf } from './break-even.js';
import { sayBreakEven, sayStatement, sayTransplanted } from './cost-words.js';
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
    expect(statementOf([difference({ faults: 100, reuses: 100, barriers: 1 })])).toBe('no statement');
  });
});

describe('withoutEvents', () => {
  it('names the unpriced events that could turn the statement around, with the price at which they would', () => {
    const cheaper = difference({ faults: 60, reuses: 60, barriers: 10, ipis: -5 });
    expect(withoutEvents(cheaper)).toEqual([{ event: 'barriers', more: 10, limit: 40 * 100 / 10 }]);
    expect(sayStatement('cheaper', cheaper))
      .toBe('cheaper, without barriers (+10): as long as one costs less than 400 ns');
  });

  it('says nothing of events that only strengthen the statement', () => {
    expect(sayStatement('dearer', difference({ ...copying, barriers: 10 }))).toBe('dearer');
  });
});

describe('breakEvenOf', () => {
  it('finds the ratio at which the two events that trade off cost the same', () => {
    const breakEven = breakEvenOf(difference({ faults: 100, reuses: 16, copies: 40 }));
    expect(breakEven).toMatchObject({ gained: 'copies', saved: 'reuses', ratio: 84 / 40 });
    expect(breakEven?.measured?.low).toBeCloseTo(400 / 300);
    expect(breakEven?.measured?.high).toBeCloseTo(600 / 100);
    if (breakEven === undefined) throw new Error('no break-even');
    expect(sayBreakEven(breakEven))
      .toBe('cheaper while a copy costs less than 2.1 reuses (measured: 1.33 to 6), leaving other faults +44 aside');
  });

  it('takes an unpriced event where nothing else was gained, and says that it is not measured', () => {
    const breakEven = breakEvenOf(difference({ faults: 60, reuses: 60, 'mprotect-upgrades': 10 }));
    if (breakEven === undefined) throw new Error('no break-even');
    expect(sayBreakEven(breakEven)).toBe('cheaper while an mprotect upgrade costs less than 4 reuses (not measured)');
  });

  it('is absent where a policy only gained or only saved events', () => {
    expect(breakEvenOf(difference({ faults: 140, reuses: 140 }))).toBeUndefined();
    expect(breakEvenOf(difference({ faults: 100, reuses: 100 }))).toBeUndefined();
  });
});

describe('sayTransplanted', () => {
  it('says which of the two policies the profile knows nothing about', () => {
    expect(sayTransplanted(difference({}))).toBe('transplanted: Linux 6.18.1 has neither a nor b');
    expect(sayTransplanted(costDifference(cellOf('home', {}), cellOf('a', {}), plainProfile())))
      .toBe('transplanted: Linux 6.18.1 does not have a');
  });
});
