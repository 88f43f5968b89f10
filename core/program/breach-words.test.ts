import { describe, expect, it } from 'vitest';
import { breachKey, valuesOf, type Breach, type BreachFacts, type FlawName } from './breach.js';
import { breachInWords, reported } from './breach-words.js';

const [c0, c1, c2] = ['C.r0', 'C.r1', 'C.r2'].map((name, index) => ({ name, value: String(index + 1) }));
const forks = { actor: 'P', operation: 'fork C' };
const reads = { actor: 'dev', operation: 'dma-read h, as r' };

/** Of everything that can be broken its facts and its sentence. */
const said: { readonly [Name in FlawName]: readonly [BreachFacts[Name], string] } = {
  'value-not-allowed': [{ values: [c0], allowed: ['2', 'ok'] }, 'C.r0 = 1, the eager machine allows {2, ok}'],
  'values-not-together': [{ values: [c0, c1] }, 'C.r0 = 1 with C.r1 = 2: each is allowed, the eager machine never shows both'],
  'waits-forever': [{ ...forks, step: 'lock' }, 'P: fork C waits forever in lock'],
  'goes-round': [forks, 'P: fork C goes round without end'],
  'nobody-goes-on': [{ underWay: [forks, reads] }, 'nobody can go on: P: fork C; dev: dma-read h, as r'],
  'nobody-comes-to-an-end': [{ underWay: [forks] }, 'nobody comes to an end any more: P: fork C'],
  'more-put-than-held': [{ frame: 1, lost: 2, references: 3 }, 'frame 1 loses 2 references but has 3'],
  'freed-while-mapped': [{ frame: 1, mapcount: 2 }, 'frame 1 is freed while 2 PTEs map it'],
  'stale-access': [{ access: 'load', page: 1, frame: 2 }, 'a load of page 1 uses a translation to frame 2, which was freed'],
  'fault-of-no-file': [{ page: 1 }, 'page 1 is of no file, and its fault asks the file'],
  'unpin-not-pinned': [{ frame: 1 }, 'unpin of frame 1, which is not pinned'],
  'free-but-in-use': [{ frame: 1 }, 'frame 1 is mapped or held, but free'],
  'references-too-few': [{ frame: 1, references: 2, inUse: 3 }, 'frame 1 has 2 references, at least 3 are in use'],
  'references-unaccounted': [{ frame: 1, references: 2, accounted: 3 }, 'frame 1 has 2 references, 3 are accounted for'],
  'mapcount-too-low': [{ frame: 1, mapcount: 2, mapped: 3 }, 'frame 1 has mapcount 2, 3 PTEs map it'],
  'mapcount-not-found': [{ frame: 1, mapcount: 2, found: 3 }, 'frame 1 has mapcount 2, the reverse map finds 3 PTEs'],
  'resident-pages': [
    { process: 1, countedAnon: 2, countedFile: 3, anon: 4, file: 5 },
    'process 1 counts 2 anonymous and 3 file pages, but maps 4 and 5',
  ],
  'places-on-lru': [{ frame: 1, places: 2 }, 'frame 1 is in 2 places where reclaim looks, the LRU and its batches'],
  'exclusive-not-anonymous': [{ frame: 1 }, 'frame 1 is exclusive, but not anonymous'],
  'exclusive-ksm': [{ frame: 1 }, 'frame 1 is exclusive, but a KSM page'],
  'exclusive-mapped-often': [{ frame: 1, mapcount: 2 }, 'frame 1 is exclusive, but mapped 2 times'],
  'writable-not-exclusive': [{ frame: 1 }, 'frame 1 is writable, but not exclusive'],
  'pinned-not-exclusive': [{ frame: 1 }, 'frame 1 is pinned, but not exclusive'],
  'pin-not-announced': [{ process: 1 }, 'process 1 maps a pinned page, but has_pinned is not set'],
  'pin-not-seen': [{ frame: 1 }, 'frame 1 is pinned, but does not look so'],
  'table-locked': [{ table: 1 }, 'page table 1 is locked, but no operation is under way'],
  'pmd-locked': [{ process: 1 }, 'a PMD entry of process 1 is locked, but no operation is under way'],
  'page-locked': [{ frame: 1 }, 'the page lock of frame 1 is held, but no operation is under way'],
  'mmap-locked': [
    { process: 1, forWhat: 'reading' },
    'the mmap lock of process 1 is held for reading, but no operation is under way',
  ],
  'area-locked': [{ process: 1, page: 2 }, 'the area of process 1 at page 2 is locked, but no operation is under way'],
  'interrupts-off': [{ actor: 1 }, 'actor 1 has interrupts off, but no operation is under way'],
  'sequence-odd': [{ process: 1 }, 'the write-protect sequence of process 1 is odd, but no fork is under way'],
  'unshares-and-writes': [{}, 'a fault is to unshare and to write at once'],
  'unshares-shared-memory': [{}, 'a page of a shared mapping is unshared'],
  'unshare-grants': [{ page: 1, grant: 'dirty' }, 'an unshare fault makes the PTE of page 1 dirty'],
  'zero-page-writable': [{}, 'the zero page is made writable'],
  'read-grants-write': [{ page: 1 }, 'a read fault makes the PTE of page 1 writable'],
  'tests-outside-sequence': [{}, 'fork tests for pins outside of its write-protect sequence'],
  said: [{ sentence: 'I4: frame 7 is odd' }, 'I4: frame 7 is odd'],
};

const breachOf = (what: string, facts: object, more: object = {}): Breach =>
  ({ kind: 'invariant', what, facts, ...more }) as Breach;

describe('a breach in words', () => {
  it.each(Object.entries(said))('says the facts of %s', (what, [facts, sentence]) => {
    expect(breachInWords(breachOf(what, facts))).toBe(sentence);
  });

  it('begins with the invariant, where it is one of these', () => {
    expect(breachInWords(breachOf('exclusive-ksm', { frame: 1 }, { invariant: 'I1' }))).toBe(
      'I1: frame 1 is exclusive, but a KSM page',
    );
  });

  it('says how many values never come together', () => {
    expect(breachInWords(breachOf('values-not-together', { values: [c0, c1, c2] }))).toBe(
      'C.r0 = 1 with C.r1 = 2 with C.r2 = 3: each is allowed, the eager machine never shows all 3',
    );
  });

  it('is reported beside what it says', () => {
    expect(reported(breachOf('exclusive-ksm', { frame: 1 }, { invariant: 'I1' }))).toEqual({
      kind: 'invariant',
      detail: 'I1: frame 1 is exclusive, but a KSM page',
      invariant: 'I1',
      what: 'exclusive-ksm',
      facts: { frame: 1 },
    });
  });
});

describe('two breaches', () => {
  it('are one where all their facts are equal, in whatever order these were noted', () => {
    expect(breachKey(breachOf('freed-while-mapped', { mapcount: 2, frame: 1 }))).toBe(
      breachKey(breachOf('freed-while-mapped', { frame: 1, mapcount: 2 })),
    );
  });

  it('are two where they are of another kind, invariant or frame, whatever their sentences say', () => {
    const breaches = [
      breachOf('writable-not-exclusive', { frame: 1 }),
      breachOf('writable-not-exclusive', { frame: 2 }),
      breachOf('pinned-not-exclusive', { frame: 1 }),
      breachOf('writable-not-exclusive', { frame: 1 }, { kind: 'lifetime' }),
      breachOf('writable-not-exclusive', { frame: 1 }, { invariant: 'I1w' }),
      breachOf('said', { sentence: 'I1w: frame 1 is writable, but not exclusive' }),
    ];
    expect(new Set(breaches.map(breachKey)).size).toBe(breaches.length);
  });
});

describe('the values of a breach', () => {
  it('are those of the outcome, and none where something else is broken', () => {
    expect(valuesOf(breachOf('value-not-allowed', { values: [c0], allowed: ['2'] }))).toEqual([c0]);
    expect(valuesOf(breachOf('values-not-together', { values: [c0, c1] }))).toEqual([c0, c1]);
    expect(valuesOf(breachOf('said', { sentence: 'C.r0 = 1' }))).toEqual([]);
  });
});
