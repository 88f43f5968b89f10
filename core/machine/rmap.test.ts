import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame, Prot, Pte, Vma } from './bits.js';
import { allocateFrame } from './frame.js';
import type { Machine } from './machine.js';
import { addToPageCache } from './mapping.js';
import { allocateTable, lookupPte } from './pmd.js';
import { clearPte, setPte } from './pte.js';
import { addAnonMapping, addFileMapping, dropMapping, mappingsOf } from './rmap.js';
import { smallMachine } from './testing/machine.js';
import { duplicateVma, findVma, isolateVmas, mapVma, offsetOf } from './vma.js';

const pages = 4;

/** Process 1 is a child of process 0; both have the pages 0 to 3, without a mapped page: of `flags`, showing 20, 21 … */
function parentAndChild(flags: number = Vma.anonVma, offset = 20): Machine {
  const m = smallMachine();
  for (const mm of [0, 1]) allocateTable(m, mm, 0);
  duplicateVma(m, mapVma(m, 0, { first: 0, pages, prot: Prot.read | Prot.write, flags, offset }), 1);
  return m;
}

/** Maps a frame where it is not mapped yet, or takes it out of where it is. */
function toggle(m: Machine, mm: number, page: number, pfn: number): void {
  const pte = lookupPte(m, mm, page);
  if (m.pte.frame[pte] === pfn) {
    clearPte(m, mm, page, pte);
    dropMapping(m, mm, pfn);
  } else {
    setPte(m, mm, page, pte, Pte.present, pfn);
    if ((m.frame.flags[pfn] & Frame.pageCache) !== 0) addFileMapping(m, mm, pfn);
    else if (m.frame.mapcount[pfn] === 0) addAnonMapping(m, mm, pfn, offsetOf(m, findVma(m, mm, page), page));
    else {
      m.frame.mapcount[pfn]++;
      m.mm.anonPages[mm]++;
    }
  }
}

const toggles = fc.array(fc.tuple(fc.nat(1), fc.nat(pages - 1)), { maxLength: 20 });
const split = fc.option(fc.integer({ min: 1, max: pages - 1 }), { nil: undefined });

describe('the walk of the reverse map', () => {
  it.each<[string, number, number]>([
    ['anonymous', Vma.anonVma, 20],
    ['page-cache', Vma.file | Vma.shared, 0],
  ])('finds as many PTEs as the mapcount of a page says, and the RSS of all address spaces: %s pages', (_, flags, offset) => {
    fc.assert(
      fc.property(toggles, split, (changes, border) => {
        const m = parentAndChild(flags, offset);
        const frames = Array.from({ length: pages }, (_, page) =>
          flags === Vma.anonVma ? allocateFrame(m) : addToPageCache(m, page, false),
        );
        for (const [number, [mm, page]] of changes.entries()) {
          toggle(m, mm, page, frames[page]);
          if (border !== undefined && number === 2) isolateVmas(m, 0, border, pages);
        }
        const expected = frames.map((pfn) =>
          [...m.pte.frame.keys()].filter((pte) => m.pte.frame[pte] === pfn && m.pte.word[pte] === Pte.present),
        );
        for (const [page, pfn] of frames.entries()) {
          expect(mappingsOf(m, pfn).toSorted((a, b) => a - b)).toEqual(expected[page]);
          expect(m.frame.mapcount[pfn]).toBe(expected[page].length);
        }
        const rss = [0, 1].map(
          (mm) =>
            expected.flat().filter((pte) => Array.from({ length: pages }, (_, p) => lookupPte(m, mm, p)).includes(pte)).length,
        );
        const [mine, theirs] = flags === Vma.anonVma ? [m.mm.anonPages, m.mm.filePages] : [m.mm.filePages, m.mm.anonPages];
        expect([[...mine], [...theirs]]).toEqual([rss, [0, 0]]);
      }),
    );
  });

  it('passes over page tables that are not there, and over the address spaces of other fork trees', () => {
    const m = parentAndChild();
    m.mm.forkRoot[1] = 1;
    const pfn = allocateFrame(m);
    for (const mm of [0, 1]) setPte(m, mm, 2, lookupPte(m, mm, 2), Pte.present, pfn);
    addAnonMapping(m, 0, pfn, 22);
    expect(mappingsOf(m, pfn)).toEqual([lookupPte(m, 0, 2)]);
    m.pmd.table[0] = 0;
    expect(mappingsOf(m, pfn)).toEqual([]);
  });

  it('finds anonymous pages in no other place than their index says, and page-cache pages in areas of files only', () => {
    const m = parentAndChild();
    const pfn = allocateFrame(m);
    addAnonMapping(m, 0, pfn, 21);
    setPte(m, 0, 2, lookupPte(m, 0, 2), Pte.present, pfn);
    expect(mappingsOf(m, pfn)).toEqual([]);
    const cached = addToPageCache(m, 0, false);
    m.frame.rmapIndex[cached] = 20;
    setPte(m, 0, 0, lookupPte(m, 0, 0), Pte.present, cached);
    expect(mappingsOf(m, cached)).toEqual([]);
  });
});
