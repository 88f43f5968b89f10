import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Prot } from './bits.js';
import { allocateFrame, putFrame } from './frame.js';
import type { Machine } from './machine.js';
import { allocateTable, freeTables } from './pmd.js';
import { smallMachine } from './testing/machine.js';
import { findVma, isMapped, isolateVmas, mapVma, nextVma, unmapVmas } from './vma.js';

const pages = 8;

type Change = (m: Machine) => void;

const range = fc
  .tuple(fc.nat(1), fc.nat(pages), fc.nat(pages))
  .map(([mm, a, b]) => ({ mm, first: Math.min(a, b), end: Math.max(a, b) }));

/** Maps what is not mapped, splits, unmaps, moves; takes frames and tables and gives them back; writes as a policy's step may. */
const change: fc.Arbitrary<Change> = fc.oneof(
  range
    .filter(({ first, end }) => first < end)
    .map(({ mm, first, end }): Change => (m) => {
      unmapVmas(m, nobody, mm, first, end);
      mapVma(m, nobody, mm, { first, pages: end - first, prot: Prot.read, flags: 0, offset: first });
    }),
  range.map(
    ({ mm, first, end }): Change =>
      (m) =>
        void isolateVmas(m, nobody, mm, first, end),
  ),
  range.map(
    ({ mm, first, end }): Change =>
      (m) =>
        unmapVmas(m, nobody, mm, first, end),
  ),
  fc.constant<Change>((m) => {
    for (const [v, mm] of m.vma.mm.cells.entries()) if (mm !== 0) m.vma.mm.set(v, 3 - mm);
  }),
  fc.constant<Change>((m) => void allocateFrame(m, nobody)),
  fc.nat(5).map((pfn): Change => (m) => {
    if (pfn > 0 && m.frame.refs.at(pfn) === 1) putFrame(m, nobody, pfn);
  }),
  fc.nat(1).map((mm): Change => (m) => {
    freeTables(m, nobody, mm);
    allocateTable(m, nobody, mm, 4);
  }),
  fc.constant<Change>((m) => m.vma.prot.fill(nobody, 0)),
);

/** What is found in the machine: every page's area, the next area, and whether pages are mapped. */
function found(m: Machine): unknown {
  return [0, 1].map((mm) =>
    Array.from({ length: pages + 1 }, (_, page) => [
      findVma(m, nobody, mm, page),
      nextVma(m, nobody, mm, page),
      isMapped(m, nobody, mm, 0, page),
    ]),
  );
}

describe('places', () => {
  it('are where a look at everything finds them, whatever has changed in between', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const [knowing, looking] = [smallMachine({ vmas: 20 }), smallMachine({ vmas: 20 })];
        knowing.follow();
        for (const apply of changes) {
          apply(knowing);
          apply(looking);
          expect(found(knowing)).toEqual(found(looking));
          expect(Buffer.from(knowing.state.bytes).equals(looking.state.bytes)).toBe(true);
          expect(knowing.places?.freeFrame()).toBe(looking.frame.flags.find(nobody, 0, 1));
          expect(knowing.places?.freeVma()).toBe(looking.vma.mm.find(nobody, 0));
          expect(knowing.places?.freeTable()).toBe(looking.table.refs.find(nobody, 0));
        }
      }),
    );
  });

  it('of what there is no more of are -1', () => {
    const m = smallMachine({ vmas: 1, tables: 1, frames: 2 });
    m.follow();
    mapVma(m, nobody, 0, { first: 2, pages: 1, prot: 0, flags: 0, offset: 0 });
    allocateTable(m, nobody, 0, 0);
    allocateFrame(m, nobody);
    expect([m.places?.freeVma(), m.places?.freeTable(), m.places?.freeFrame()]).toEqual([-1, -1, -1]);
    expect([
      findVma(m, nobody, 0, 1),
      findVma(m, nobody, 0, 2),
      findVma(m, nobody, 0, 3),
      nextVma(m, nobody, 0, 3),
      nextVma(m, nobody, 1, 0),
    ]).toEqual([-1, 0, -1, -1, -1]);
  });
});
