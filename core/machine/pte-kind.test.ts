import { describe, expect, it } from 'vitest';
import { Pte } from './bits.js';
import { isNone, isPresent, kindOf, mapsPage, mayLoad, mayStore, PerKind, perKind, pteKinds, type PteKind } from './pte-kind.js';

const flags = Pte.write | Pte.dirty | Pte.young;

describe.each(Object.entries(pteKinds))('a PTE of kind %s', (kind, { number }) => {
  it('says its kind, whatever its flags are', () => {
    expect([number, number | flags, number | Pte.protNone].map(kindOf)).toEqual([kind, kind, kind]);
  });

  it('is nothing, or present, and maps a page or not', () => {
    expect([isNone(number | flags), isPresent(number | flags), mapsPage(number | flags)]).toEqual(
      { none: [true, false, false], present: [false, true, true], zero: [false, true, false] }[kind],
    );
  });

  it('is loaded and stored through as its flags allow', () => {
    const words = [number, number | Pte.write, number | Pte.protNone];
    expect(words.map((word) => [mayLoad(word), mayStore(word)])).toEqual(
      {
        none: [
          [false, false],
          [false, false],
          [false, false],
        ],
        present: [
          [true, false],
          [true, true],
          [false, false],
        ],
        zero: [
          [true, false],
          [true, false],
          [false, false],
        ],
      }[kind],
    );
  });
});

it('kinds have numbers of their own, which the word has room for', () => {
  const numbers = Object.values(pteKinds).map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => number < 0 || number > Pte.kindMask)).toEqual([]);
});

describe('a table with a line per kind', () => {
  const table = new PerKind('a test', { none: 'nothing', present: 'a page', zero: 'zeroes' });

  it('has the line of the kind that a word says', () => {
    expect([0, Pte.present | flags, Pte.zero | Pte.young].map((word) => table.of(word))).toEqual(['nothing', 'a page', 'zeroes']);
  });

  it('has none for a word of no kind, and says who has met it', () => {
    expect(() => table.of(Pte.kindMask | Pte.write)).toThrow('a test has met a PTE of no kind: its word is 15');
  });

  it('does not compile without one of the kinds, nor with one that there is not', () => {
    // @ts-expect-error the zero page has no line
    perKind('a test', { none: 1, present: 2 });
    // @ts-expect-error there is no such kind
    perKind('a test', { none: 1, present: 2, zero: 3, tail: 4 });
    // @ts-expect-error a new kind has no line in the tables that there are
    const wider: Readonly<Record<PteKind | 'new', number>> = { none: 1, present: 2, zero: 3 };
    expect(Object.keys(wider)).toEqual(Object.keys(pteKinds));
  });
});
