import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Prot, Pte, Vma } from './bits.js';
import type { Machine } from './machine.js';
import { simplestKernel } from './testing/kernel.js';
import { growingMachine, smallMachine } from './testing/machine.js';
import {
  duplicateVma,
  findVma,
  isCowMapping,
  isMapped,
  isolateVmas,
  isOneArea,
  mapVma,
  mappedUntil,
  mayRead,
  mayWrite,
  nextVma,
  offsetOf,
  pteProtection,
  unmapVmas,
  wantsWriteNotify,
  type NewVma,
} from './vma.js';

const rw = Prot.read | Prot.write;
const pages = 8;

/** An area at first..end-1 whose page p has index 10 + p. */
function area(first: number, end: number, different: Partial<NewVma> = {}): NewVma {
  return { first, pages: end - first, prot: rw, flags: Vma.anonVma, offset: 10 + first, ...different };
}

/** What each page of an address space is: protection, flags and offset of its area; undefined: not mapped. */
function map(m: Machine, mm = 0): (string | undefined)[] {
  return Array.from({ length: pages }, (_, page) => {
    const v = findVma(m, nobody, mm, page);
    return v < 0 ? undefined : [m.vma.prot.at(v), m.vma.flags.at(v), offsetOf(m, nobody, v, page)].join();
  });
}

describe.each([
  ['a small', (): Machine => smallMachine({ vmas: 20 })],
  ['a growing', (): Machine => growingMachine()],
])('areas of %s machine', (_, create) => {
  it('can be split anywhere: every page stays what it was', () => {
    const range = fc.tuple(fc.nat(pages), fc.nat(pages)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: pages }), { minLength: 2, maxLength: 4 }),
        fc.array(range, { maxLength: 4 }),
        (borders, ranges) => {
          const m = create();
          const [first, ...ends] = borders.toSorted((a, b) => a - b);
          let start = first;
          for (const [number, end] of ends.entries()) {
            if (number !== 1) mapVma(m, nobody, 0, area(start, end));
            start = end;
          }
          const before = map(m);
          for (const [from, to] of ranges) {
            const inside = isolateVmas(m, nobody, 0, from, to);
            expect(inside.map((v) => m.vma.first.at(v))).toEqual(inside.map((v) => m.vma.first.at(v)).toSorted((a, b) => a - b));
            expect(inside.every((v) => m.vma.first.at(v) >= from && m.vma.end.at(v) <= to)).toBe(true);
            expect(inside.reduce((sum, v) => sum + m.vma.end.at(v) - m.vma.first.at(v), 0)).toBe(
              before.slice(from, to).filter((page) => page !== undefined).length,
            );
            expect(map(m)).toEqual(before);
          }
        },
      ),
    );
  });

  it('lose the pages that are unmapped, and no others', () => {
    fc.assert(
      fc.property(fc.nat(pages), fc.nat(pages), (a, b) => {
        const m = create();
        mapVma(m, nobody, 0, area(1, 4));
        mapVma(m, nobody, 0, area(4, 7, { prot: Prot.read }));
        mapVma(m, nobody, 1, area(0, pages));
        const [before, others] = [map(m), map(m, 1)];
        const [first, end] = [Math.min(a, b), Math.max(a, b)];
        unmapVmas(m, nobody, 0, first, end);
        expect(map(m)).toEqual(before.map((page, number) => (number >= first && number < end ? undefined : page)));
        expect(map(m, 1)).toEqual(others);
      }),
    );
  });

  it('that are unmapped leave their number to the next', () => {
    const m = create();
    const v = mapVma(m, nobody, 0, area(1, 4));
    unmapVmas(m, nobody, 0, 1, 4);
    expect(Object.values(m.vma).map((column) => column.at(v))).toEqual(Object.values(m.vma).map(() => 0));
    expect(mapVma(m, nobody, 1, area(0, 1))).toBe(v);
  });
});

describe('an area', () => {
  it('is found by any of its pages, and by what comes before it', () => {
    const m = smallMachine();
    const [later, earlier] = [mapVma(m, nobody, 0, area(5, 7)), mapVma(m, nobody, 0, area(1, 3))];
    mapVma(m, nobody, 1, area(0, 8));
    expect([0, 1, 2, 3, 5, 7].map((page) => findVma(m, nobody, 0, page))).toEqual([-1, earlier, earlier, -1, later, -1]);
    expect([0, 1, 2, 3, 5, 7].map((page) => nextVma(m, nobody, 0, page))).toEqual([earlier, earlier, earlier, later, later, -1]);
  });

  it('more than a program can have is an error of ours', () => {
    const m = smallMachine({ vmas: 1 });
    mapVma(m, nobody, 0, area(0, 1));
    expect(() => mapVma(m, nobody, 0, area(1, 2))).toThrow('The machine has room for 1 areas, and the program takes more.');
  });

  it("of a child is its parent's, without the anon_vma where fork wipes it", () => {
    const m = smallMachine();
    duplicateVma(m, nobody, mapVma(m, nobody, 0, area(1, 3)), 1);
    duplicateVma(m, nobody, mapVma(m, nobody, 0, area(4, 6, { flags: Vma.anonVma | Vma.wipeOnFork })), 1);
    const parent = map(m);
    expect(map(m, 1).slice(0, 4)).toEqual(parent.slice(0, 4));
    expect(m.vma.flags.at(findVma(m, nobody, 1, 4))).toBe(Vma.wipeOnFork);
  });
});

describe('a range', () => {
  it('is mapped as far as its pages are, however many areas they have', () => {
    const m = smallMachine();
    mapVma(m, nobody, 0, area(1, 3));
    mapVma(m, nobody, 0, area(3, 5, { prot: Prot.read }));
    mapVma(m, nobody, 0, area(6, 7));
    expect(
      [
        [0, 8],
        [1, 8],
        [2, 4],
        [4, 4],
        [6, 7],
      ].map(([first, end]) => mappedUntil(m, nobody, 0, first, end)),
    ).toEqual([0, 5, 4, 4, 7]);
    expect([isMapped(m, nobody, 0, 1, 5), isMapped(m, nobody, 0, 1, 6)]).toEqual([true, false]);
  });

  it.each<[string, boolean, Partial<NewVma>]>([
    ['goes on alike', true, {}],
    ['differs only in whether an anonymous page was ever there', true, { flags: 0 }],
    ['has other rights', false, { prot: Prot.read }],
    ['is of another kind', false, { flags: Vma.anonVma | Vma.dontFork }],
    ['shows other pages', false, { offset: 99 }],
    ['begins behind a gap', false, { first: 5, offset: 15, pages: 1 }],
  ])('is one area to a kernel, or not, when its second part %s', (_, isOne, different) => {
    const m = smallMachine();
    mapVma(m, nobody, 0, area(1, 4));
    mapVma(m, nobody, 0, { ...area(4, 6), ...different });
    expect([isOneArea(m, nobody, 0, 1, 4), isOneArea(m, nobody, 0, 1, 6), isOneArea(m, nobody, 0, 0, 4)]).toEqual([
      true,
      isOne,
      false,
    ]);
  });
});

describe('the PTEs of an area', () => {
  it.each<[string, number, number, { cow: boolean; notified: boolean; pte: number }]>([
    ['private memory', rw, Vma.anonVma, { cow: true, notified: false, pte: 0 }],
    ['private memory that is read-only', Prot.read, 0, { cow: true, notified: false, pte: 0 }],
    ['shared memory', rw, Vma.shared | Vma.file, { cow: false, notified: false, pte: Pte.write }],
    [
      'shared memory that is read-only',
      Prot.read,
      Vma.shared | Vma.file | Vma.dirtyTracked,
      { cow: false, notified: false, pte: 0 },
    ],
    ['a shared file that is written back', rw, Vma.shared | Vma.file | Vma.dirtyTracked, { cow: false, notified: true, pte: 0 }],
    ['a private file', rw, Vma.file | Vma.dirtyTracked, { cow: true, notified: false, pte: 0 }],
    ['memory without rights', Prot.none, Vma.shared | Vma.file, { cow: false, notified: false, pte: Pte.protNone }],
  ])('of %s have its rights, as far as no fault is to tell first', (_, prot, flags, expected) => {
    const m = smallMachine();
    const v = mapVma(m, nobody, 0, area(0, 1, { prot, flags }));
    expect({
      cow: isCowMapping(m, nobody, v),
      notified: wantsWriteNotify(m, nobody, v),
      pte: pteProtection(m, nobody, v),
    }).toEqual(expected);
    expect([mayRead(m, nobody, v), mayWrite(m, nobody, v)]).toEqual([(prot & Prot.read) !== 0, (prot & Prot.write) !== 0]);
  });
});

it('what a policy has added to an area goes along where it is split or duplicated, and is gone with it', () => {
  const m = smallMachine({}, { ...simplestKernel(), fields: [{ entity: 'vma', name: 'seen', bits: 8 }] });
  const v = mapVma(m, nobody, 0, { first: 0, pages: 4, prot: Prot.read, flags: 0, offset: 0 });
  m.extra('vma', 'seen').set(v, 7);
  const [, upper] = isolateVmas(m, nobody, 0, 0, 4).concat(isolateVmas(m, nobody, 0, 2, 4));
  duplicateVma(m, nobody, upper, 1);
  expect([...m.extra('vma', 'seen').cells].filter((seen) => seen === 7)).toHaveLength(3);
  unmapVmas(m, nobody, 0, 0, 4);
  expect([...m.extra('vma', 'seen').cells].filter((seen) => seen === 7)).toHaveLength(1);
});
