import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pte } from './bits.js';
import { Column16, Column32, Column8, columnOf, type Column } from './column.js';
import { EntryColumn } from './entry-column.js';
import { nobody, type Hook, type Hooked } from './hook.js';

const [one, other] = [0, 1];

const columns = (): Column[] => [
  columnOf('test.narrow', 8, new Int8Array(8)),
  columnOf('test.middle', 16, new Int16Array(8)),
  columnOf('test.wide', 32, new Int32Array(8)),
];

/** What a store buffer is to a column: stores wait, each actor sees its own, and memory those that were drained. */
class StoreBuffer implements Hook {
  private readonly waiting: (readonly [column: Hooked, actor: number, index: number, parts: readonly [number, number]])[] = [];

  load(column: Hooked, actor: number, index: number, value: number, part: 0 | 1): number {
    const own = this.waiting.findLast(([where, who, at]) => where === column && who === actor && at === index);
    return own === undefined ? value : own[3][part];
  }

  store(column: Hooked, actor: number, index: number, value: number, second: number): boolean {
    if (actor === nobody) return true;
    this.waiting.push([column, actor, index, [value, second]]);
    return false;
  }

  drain(): void {
    for (const [column, , index, [value, second]] of this.waiting.splice(0)) {
      if (column instanceof EntryColumn) column.set(index, value, second);
      else (column as Column).set(index, value);
    }
  }
}

describe('a column', () => {
  it('has a class of its own for each width, and keeps what fits', () => {
    expect(columns().map((column) => [column.constructor, column.length])).toEqual([
      [Column8, 8],
      [Column16, 8],
      [Column32, 8],
    ]);
    for (const column of columns()) {
      column.store(one, 3, -100);
      expect([column.load(other, 3), column.at(3)]).toEqual([-100, -100]);
    }
  });

  it('does to memory what an array does, whoever hooks in', () => {
    const place = fc.nat(7);
    const write = fc.record({ what: fc.constantFrom('store', 'add', 'or', 'and'), place, value: fc.nat(7) });
    const hooks = fc.constantFrom<Hook | undefined>(undefined, { load: (_c, _a, _i, value) => value, store: () => true });
    fc.assert(
      fc.property(hooks, fc.array(write), fc.tuple(place, place, fc.nat(7)), (hook, writes, [first, end, filled]) => {
        for (const column of columns()) {
          const expected = Array.from({ length: 8 }, () => 0);
          column.hook = hook;
          for (const { what, place: at, value } of writes) {
            if (what === 'store') column.store(one, at, (expected[at] = value));
            if (what === 'add') column.add(one, at, (expected[at] = (expected[at] + value) % 8) - column.at(at));
            if (what === 'or') column.or(one, at, ((expected[at] |= value), value));
            if (what === 'and') column.and(one, at, ((expected[at] &= value), value));
          }
          column.fill(one, filled, first, end);
          expected.fill(filled, first, Math.max(first, end));
          expect([...column.cells]).toEqual(expected);
          expect(column.find(one, filled, first)).toBe(expected.indexOf(filled, first));
        }
      }),
    );
  });

  it('that is narrow refuses what does not fit, and a number that it has no room for, by its name', () => {
    const [narrow, middle] = columns();
    for (const value of [127, -128]) narrow.store(one, 0, value);
    expect(() => narrow.store(one, 0, 128)).toThrow('test.narrow has 8 bits, too few for 128');
    expect(() => middle.add(one, 1, -40_000)).toThrow('test.middle has 16 bits, too few for -40000');
    expect(() => middle.set(8, 1)).toThrow('test.middle has room for 8, and none for number 8');
  });

  it('keeps what it holds when it grows, and its name', () => {
    for (const column of columns()) {
      column.set(7, 5);
      column.grow(20);
      expect([column.length, column.at(7), column.at(19), column.name.startsWith('test.')]).toEqual([20, 5, 0, true]);
    }
  });

  it('may have a store buffer beneath: who stored sees it at once, others when it is drained', () => {
    for (const column of columns()) {
      const buffer = new StoreBuffer();
      column.hook = buffer;
      column.store(one, 2, 4);
      column.add(one, 2, 1);
      expect([column.load(one, 2), column.load(other, 2), column.at(2)]).toEqual([5, 0, 0]);
      buffer.drain();
      expect([column.load(one, 2), column.load(other, 2), column.at(2)]).toEqual([5, 5, 5]);
    }
  });
});

describe('an entry', () => {
  const entries = (): EntryColumn => new EntryColumn('test.entry', new Int16Array(4), new Int32Array(4));

  it('is stored as one: whoever sees the word sees the frame that came with it', () => {
    const entry = entries();
    const buffer = new StoreBuffer();
    entry.hook = buffer;
    entry.store(one, 1, Pte.present, 70_000);
    entry.or(one, 1, Pte.write);
    expect([entry.word(one, 1), entry.frame(one, 1)]).toEqual([Pte.present | Pte.write, 70_000]);
    expect([entry.word(other, 1), entry.frame(other, 1)]).toEqual([Pte.none, 0]);
    buffer.drain();
    expect([entry.word(other, 1), entry.frame(other, 1), entry.wordAt(1), entry.frameAt(1)]).toEqual([
      Pte.present | Pte.write,
      70_000,
      Pte.present | Pte.write,
      70_000,
    ]);
  });

  it('is changed by another word and by another frame', () => {
    const entry = entries();
    entry.set(1, Pte.present, 3);
    expect([
      entry.isChangedBy(1, Pte.present, 3),
      entry.isChangedBy(1, Pte.present, 4),
      entry.isChangedBy(1, Pte.zero, 3),
    ]).toEqual([false, true, true]);
  });

  it('loses bits of its word alone, and keeps both parts when the column grows', () => {
    const entry = entries();
    entry.set(3, Pte.present | Pte.write, 9);
    entry.and(nobody, 3, ~Pte.write);
    entry.grow(10);
    expect([entry.length, entry.wordAt(3), entry.frameAt(3)]).toEqual([10, Pte.present, 9]);
  });
});
