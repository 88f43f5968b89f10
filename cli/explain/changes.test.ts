import { describe, expect, it } from 'vitest';
import { namedIn, showChange } from './changes.js';

describe('a change of the state', () => {
  it.each([
    ['frame 2', 'holds 1, refs 1, mapcount 1', 'holds 1, refs 2, mapcount 1', 'frame 2: refs 1 → 2'],
    ['frame 2', 'holds 0 | 1, refs 1', 'holds 0, refs 1', 'frame 2: holds 0 | 1 → 0'],
    ['frame 2', 'refs 1, exclusive', 'refs 1', 'frame 2: no longer exclusive'],
    ['frame 2', 'refs 1', 'refs 1, exclusive', 'frame 2: now exclusive'],
    ['frame 2', 'refs 1, not on the LRU', 'refs 1', 'frame 2: now on the LRU'],
    ['P.buf', 'frame 2, writable', 'frame 2, read-only', 'P.buf: frame 2, writable → frame 2, read-only'],
    ['P.buf', undefined, 'frame 2, writable', 'P.buf: frame 2, writable'],
    ['P.buf', 'frame 2, writable', undefined, 'P.buf: gone (was frame 2, writable)'],
    ['mmap lock of P', 'held for writing by P', undefined, 'mmap lock of P: released'],
    ['TLB of P for buf', 'frame 2, writable', undefined, 'TLB of P for buf: flushed'],
  ])('of %s from %s to %s reads %s', (about, from, to, expected) => {
    expect(showChange({ about, from, to })).toBe(expected);
  });
});

describe('a value named by a breach', () => {
  it('is the whole value of the whole name', () => {
    expect(namedIn(['C.r = 2, the eager machine allows {1}'])('C.r', '2')).toBe(true);
    expect(namedIn(['C.r = 1 with C.s = 3: each is allowed'])('C.s', '3')).toBe(true);
    expect(namedIn(['C.r = 21, the eager machine allows {1}'])('C.r', '2')).toBe(false);
    expect(namedIn(['PC.r = 2, the eager machine allows {1}'])('C.r', '2')).toBe(false);
  });
});
