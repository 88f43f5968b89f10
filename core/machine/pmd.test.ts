import { nobody } from './hook.js';
import { describe, expect, it } from 'vitest';
import { Pmd, Pte } from './bits.js';
import type { Machine } from './machine.js';
import { allocateTable, freeTables, lookupPte, nextPageWithTable, pmdOf, tableOf, walkTo } from './pmd.js';
import { growingMachine, smallMachine } from './testing/machine.js';

function following(): Machine {
  const m = smallMachine();
  m.follow();
  return m;
}

describe.each([
  ['small', smallMachine],
  ['followed', following],
  ['growing', growingMachine],
])('the page tables of a %s machine', (_, create) => {
  it('give every page of every address space a PTE of its own', () => {
    const m = create();
    for (const mm of [0, 1]) for (const page of [0, 4]) allocateTable(m, nobody, mm, page);
    const ptes = [0, 1].flatMap((mm) => Array.from({ length: m.pages }, (_, page) => lookupPte(m, nobody, mm, page)));
    expect(ptes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2 * m.pages }, (_, number) => number));
    m.pte.entry.set(ptes[15], Pte.present, m.pte.entry.frameAt(ptes[15]));
    expect(m.pte.entry.wordAt(lookupPte(m, nobody, 1, 7))).toBe(Pte.present);
  });

  it('are not there until they are allocated', () => {
    const m = create();
    const table = allocateTable(m, nobody, 0, 6);
    expect([3, 4, 7].map((page) => tableOf(m, nobody, 0, page))).toEqual([-1, table, table]);
    expect([3, 4].map((page) => lookupPte(m, nobody, 0, page) >= 0)).toEqual([false, true]);
    expect(lookupPte(m, nobody, 1, 6)).toBe(-1);
  });

  it('of an address space that is gone serve the next one, those of others stay', () => {
    const m = create();
    const [first, theirs, second] = [
      allocateTable(m, nobody, 0, 0),
      allocateTable(m, nobody, 1, 0),
      allocateTable(m, nobody, 0, 4),
    ];
    freeTables(m, nobody, 0);
    expect([tableOf(m, nobody, 0, 0), tableOf(m, nobody, 0, 4), tableOf(m, nobody, 1, 0)]).toEqual([-1, -1, theirs]);
    expect([allocateTable(m, nobody, 1, 4), allocateTable(m, nobody, 0, 4)]).toEqual([first, second]);
  });

  it('are walked to the PTE and its word; where the PMD entry withholds writes no PTE below grants one', () => {
    const m = create();
    for (const page of [0, 4]) allocateTable(m, nobody, 0, page);
    const full = Pte.present | Pte.write | Pte.dirty;
    const [one, two, five] = [1, 2, 5].map((page) => lookupPte(m, nobody, 0, page));
    for (const pte of [one, five]) m.pte.entry.set(pte, full, 1);
    m.pmd.entry.and(nobody, pmdOf(m, 0, 5), ~Pmd.write);
    expect([1, 2, 5].map((page) => ({ ...walkTo(m, nobody, 0, page) }))).toEqual([
      { pte: one, word: full },
      { pte: two, word: Pte.none },
      { pte: five, word: full & ~Pte.write },
    ]);
    expect({ ...walkTo(m, nobody, 1, 1) }).toEqual({ pte: -1, word: Pte.none });
  });

  it('may be shared: a table stays until the last PMD entry that points to it is gone', () => {
    const m = create();
    const table = allocateTable(m, nobody, 0, 0);
    m.pmd.entry.set(pmdOf(m, 1, 0), Pmd.table, table);
    m.table.refs.add(nobody, table, 1);
    expect(lookupPte(m, nobody, 1, 3)).toBe(lookupPte(m, nobody, 0, 3));
    freeTables(m, nobody, 0);
    expect([tableOf(m, nobody, 0, 0), tableOf(m, nobody, 1, 0)]).toEqual([-1, table]);
    expect(allocateTable(m, nobody, 0, 0)).not.toBe(table);
  });

  it('that are absent are passed over by whoever walks a range', () => {
    const m = create();
    allocateTable(m, nobody, 0, 4);
    expect([
      nextPageWithTable(m, nobody, 0, 0, 8),
      nextPageWithTable(m, nobody, 0, 6, 8),
      nextPageWithTable(m, nobody, 0, 0, 3),
      nextPageWithTable(m, nobody, 1, 1, 8),
    ]).toEqual([4, 6, 3, 8]);
  });
});

it('a large machine looks for free page tables from the lowest one that may be free', () => {
  const m = growingMachine({ tables: 3 });
  const tables = [allocateTable(m, nobody, 0, 0), allocateTable(m, nobody, 1, 0), allocateTable(m, nobody, 1, 4)];
  expect(tables).toEqual([0, 1, 2]);
  freeTables(m, nobody, 0);
  expect([allocateTable(m, nobody, 0, 4), allocateTable(m, nobody, 0, 0)]).toEqual([0, 3]);
});

it('more page tables than a program can have are an error of ours', () => {
  const m = smallMachine({ tables: 1 });
  allocateTable(m, nobody, 0, 0);
  expect(() => allocateTable(m, nobody, 0, 4)).toThrow('The machine has room for 1 page tables, and the program takes more.');
});
