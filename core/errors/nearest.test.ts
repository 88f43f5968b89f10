import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestNames } from './nearest.js';

describe('edit distance', () => {
  it.each([
    ['write', 'write', 0],
    ['wirte', 'write', 1],
    ['vale', 'value', 1],
    ['buf', 'bfu', 1],
    ['', 'abc', 3],
    ['fork', 'pin', 4],
    ['copy', 'copies', 3],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is symmetric, bounded by the longer word, and 0 only for equal words', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance === 0).toBe(a === b);
      }),
    );
  });
});

describe('nearest names', () => {
  const policies = ['mapcount', 'page-count', 'early-cow', 'early-cow-seqcount', 'anon-exclusive'];

  it('come nearest first', () => {
    expect(nearestNames('erly-cow', policies)).toEqual(['early-cow']);
    expect(nearestNames('pagecount', policies)).toEqual(['page-count']);
  });

  it('find a name cut short', () => {
    expect(nearestNames('anon', policies)).toEqual(['anon-exclusive']);
    expect(nearestNames('early', policies)).toEqual(['early-cow', 'early-cow-seqcount']);
  });

  it('are none for a name that is like no other', () => {
    expect(nearestNames('zzzzzz', policies)).toEqual([]);
    expect(nearestNames('C', ['P'])).toEqual([]);
  });

  it('ignore case', () => {
    expect(nearestNames('MapCount', policies)).toEqual(['mapcount']);
  });
});
