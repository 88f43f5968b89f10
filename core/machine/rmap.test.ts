import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame, Pmd, Prot, Pte, Vma } from './bits.js';
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
  for (const mm of [0, 1]) allocateTable(m, nobody, mm, 0);
  duplicateVma(m, nobody, mapVma(m, nobody, 0, { first: 0, pages, prot: Prot.read | Prot.write, flags, offset }), 1);
  return m;
}

/** Maps a frame where it is not mapped yet, or takes it out of where it is. */
function toggle(m: Machine, mm: number, page: number, pfn: number): void {
  const pte = lookupPte(m, nobody, mm, page);
  if (m.pte.entry.frameAt(pte) === pfn) {
    clearPte(m, nobody, mm, page, pte);
    dropMapping(m, nobody, mm, pfn);
  } else {
    setPte(m, nobody, mm, page, pte, Pte.present, pfn);
    if ((m.frame.flags.at(pfn) & Frame.pageCache) !== 0) addFileMapping(m, nobody, mm, pfn);
    else if (m.frame.mapcount.at(pfn) === 0)
      addAnonMapping(m, nobody, mm, pfn, offsetOf(m, nobody, findVma(m, nobody, mm, page), page));
    else {
      m.frame.mapcount.set(pfn, m.frame.mapcount.at(pfn) + 1);
      m.mm.anonPages.set(mm, m.mm.anonPages.at(mm) + 1);
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
          flags === Vma.anonVma ? allocateFrame(m, nobody) : addToPageCache(m, nobody, page, false),
        );
        for (const [number, [mm, page]] of changes.entries()) {
          toggle(m, mm, page, frames[page]);
          if (border !== undefined && number === 2) isolateVmas(m, nobody, 0, border, pages);
        }
        const expected = frames.map((pfn) =>
          [...m.pte.entry.frames.keys()].filter(
            (pte) => m.pte.entry.frameAt(pte) === pfn && m.pte.entry.wordAt(pte) === Pte.present,
          ),
        );
        for (const [page, pfn] of frames.entries()) {
          expect(mappingsOf(m, nobody, pfn).toSorted((a, b) => a - b)).toEqual(expected[page]);
          expect(m.frame.mapcount.at(pfn)).toBe(expected[page].length);
        }
        const rss = [0, 1].map(
          (mm) =>
            expected.flat().filter((pte) => Array.from({ length: pages }, (_, p) => lookupPte(m, nobody, mm, p)).includes(pte))
              .length,
        );
        const [mine, theirs] = flags === Vma.anonVma ? [m.mm.anonPages, m.mm.filePages] : [m.mm.filePages, m.mm.anonPages];
        expect([[...mine.cells], [...theirs.cells]]).toEqual([rss, [0, 0]]);
      }),
    );
  });

  it('passes over page tables that are not there, and over the address spaces of other fork trees', () => {
    const m = parentAndChild();
    m.mm.forkRoot.set(1, 1);
    const pfn = allocateFrame(m, nobody);
    for (const mm of [0, 1]) setPte(m, nobody, mm, 2, lookupPte(m, nobody, mm, 2), Pte.present, pfn);
    addAnonMapping(m, nobody, 0, pfn, 22);
    expect(mappingsOf(m, nobody, pfn)).toEqual([lookupPte(m, nobody, 0, 2)]);
    m.pmd.entry.set(0, Pmd.none, 0);
    expect(mappingsOf(m, nobody, pfn)).toEqual([]);
  });

  it('finds anonymous pages in no other place than their index says, and page-cache pages in areas of files only', () => {
    const m = parentAndChild();
    const pfn = allocateFrame(m, nobody);
    addAnonMapping(m, nobody, 0, pfn, 21);
    setPte(m, nobody, 0, 2, lookupPte(m, nobody, 0, 2), Pte.present, pfn);
    expect(mappingsOf(m, nobody, pfn)).toEqual([]);
    const cached = addToPageCache(m, nobody, 0, false);
    m.frame.rmapIndex.set(cached, 20);
    setPte(m, nobody, 0, 0, lookupPte(m, nobody, 0, 0), Pte.present, cached);
    expect(mappingsOf(m, nobody, cached)).toEqual([]);
  });
});
