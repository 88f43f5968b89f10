import { describe, expect, it } from 'vitest';
import type { Fact, Subject } from '../../core/explore/describe.js';
import { isAboutLocks, namedBy, showChange, showsBreach } from './changes.js';

const frame: Subject = { kind: 'frame', name: '2' };
const page: Subject = { kind: 'page', name: 'P.buf' };
const refs = (value: string): Fact => ({ what: 'refs', value });
const writable: Fact[] = [{ what: 'frame', value: '2' }, { what: 'writable' }];
const readOnly: Fact[] = [{ what: 'frame', value: '2' }, { what: 'read-only' }];
const exclusive: Fact = { what: 'exclusive' };
const offLru: Fact = { what: 'on the LRU', isNot: true };
const counts = (references: string): Fact[] => [
  { what: 'holds', value: '1' },
  refs(references),
  { what: 'mapcount', value: '1' },
];

describe('a change of the state', () => {
  it.each<[string, Subject, Fact[] | undefined, Fact[] | undefined]>([
    ['frame 2: refs 1 → 2', frame, counts('1'), counts('2')],
    [
      'frame 2: holds 0 | 1 → 0',
      frame,
      [{ what: 'holds', value: '0 | 1' }, refs('1')],
      [{ what: 'holds', value: '0' }, refs('1')],
    ],
    ['frame 2: no longer exclusive', frame, [refs('1'), exclusive], [refs('1')]],
    ['frame 2: now exclusive', frame, [refs('1')], [refs('1'), exclusive]],
    ['frame 2: now on the LRU', frame, [refs('1'), offLru], [refs('1')]],
    ['frame 2: not on the LRU', frame, [refs('1')], [refs('1'), offLru]],
    ['frame 2: now shared 1', frame, [refs('1')], [refs('1'), { what: 'shared', value: '1' }]],
    [
      'vma 3: seen 1 → 2',
      { kind: 'own', entity: 'vma', name: '3' },
      [
        { what: 'seen', value: '1' },
        { what: 'old', value: '1' },
      ],
      [
        { what: 'seen', value: '2' },
        { what: 'old', value: '1' },
      ],
    ],
    ['mm P: forks 1', { kind: 'own', entity: 'mm', name: 'P' }, undefined, [{ what: 'forks', value: '1' }]],
    ['P.buf: frame 2, writable → frame 2, read-only', page, writable, readOnly],
    ['P.buf: frame 2, writable', page, undefined, writable],
    ['P.buf: gone (was frame 2, writable)', page, writable, undefined],
    ['mmap lock of P: released', { kind: 'mmap-lock', name: 'P' }, [{ what: 'held for writing by', value: 'P' }], undefined],
    ['page lock of frame 2: held by P', { kind: 'page-lock', name: '2' }, undefined, [{ what: 'held by', value: 'P' }]],
    ['TLB of P for buf: flushed', { kind: 'tlb', name: 'P', page: 'buf' }, writable, undefined],
    [
      'write-protect sequence of P: 1, odd: fork runs',
      { kind: 'sequence', name: 'P' },
      undefined,
      [{ what: '', value: '1' }, { what: 'odd: fork runs' }],
    ],
  ])('reads %s', (expected, subject, from, to) => {
    expect(showChange({ subject, from, to })).toBe(expected);
  });

  it('is about locks by its kind, whatever an area is called', () => {
    expect(isAboutLocks({ subject: { kind: 'page-lock', name: '2' } })).toBe(true);
    expect(isAboutLocks({ subject: { kind: 'page', name: 'page lock.TLB of' } })).toBe(false);
  });
});

describe('a value that a breach is about', () => {
  const isNamed = namedBy([
    { kind: 'isolation', what: 'value-not-allowed', facts: { values: [{ name: 'C.r', value: '2' }], allowed: ['C.q = 7'] } },
    {
      kind: 'snapshot',
      what: 'values-not-together',
      facts: {
        values: [
          { name: 'C.s', value: '3' },
          { name: 'C.t', value: '1' },
        ],
      },
    },
    { kind: 'invariant', what: 'said', facts: { sentence: 'P.h = 1' } },
  ]);

  it('is one of its fields, never a part of its sentence', () => {
    expect([isNamed('C.r', '2'), isNamed('C.s', '3'), isNamed('C.t', '1')]).toEqual([true, true, true]);
    expect([isNamed('C.r', '3'), isNamed('C.q', '7'), isNamed('P.h', '1'), isNamed('C', '2')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('shows where it is observed, not where something else is called alike', () => {
    const to: Fact[] = [{ what: '', value: '2' }];
    expect(showsBreach({ subject: { kind: 'observation', name: 'C.r' }, from: undefined, to }, isNamed)).toBe(true);
    expect(showsBreach({ subject: { kind: 'handle', name: 'C.r' }, from: undefined, to }, isNamed)).toBe(false);
  });
});
