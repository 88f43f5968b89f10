/** The reverse map: from a frame to the PTEs that map it, by fork-tree root and index. */

import { Frame, Vma } from './bits.js';
import type { Machine } from './machine.js';
import { walkTo } from './pmd.js';
import { mapsPage } from './pte-kind.js';

/** page_add_new_anon_rmap without the exclusive bit: the first mapping of a fresh anonymous page. */
export function addAnonMapping(m: Machine, a: number, mm: number, pfn: number, index: number): void {
  m.frame.flags.or(a, pfn, Frame.anon);
  m.frame.mapcount.store(a, pfn, 1);
  m.frame.rmapRoot.store(a, pfn, m.mm.forkRoot.load(a, mm) + 1);
  m.frame.rmapIndex.store(a, pfn, index);
  m.mm.anonPages.add(a, mm, 1);
}

/** page_add_file_rmap and the RSS counter that goes with it. */
export function addFileMapping(m: Machine, a: number, mm: number, pfn: number): void {
  m.frame.mapcount.add(a, pfn, 1);
  m.mm.filePages.add(a, mm, 1);
}

/** page_remove_rmap and the RSS counter that goes with it. */
export function dropMapping(m: Machine, a: number, mm: number, pfn: number): void {
  m.frame.mapcount.add(a, pfn, -1);
  if ((m.frame.flags.load(a, pfn) & Frame.anon) !== 0) m.mm.anonPages.add(a, mm, -1);
  else m.mm.filePages.add(a, mm, -1);
}

/**
 * rmap_walk: numbers of the PTEs that map a frame, found through the reverse map and not by scanning page tables. One in a
 * table that is shared is found in several address spaces, and is one.
 */
export function mappingsOf(m: Machine, a: number, pfn: number): number[] {
  const anon = (m.frame.flags.load(a, pfn) & Frame.anon) !== 0;
  const index = m.frame.rmapIndex.load(a, pfn);
  const found: number[] = [];
  for (let v = 0; v < m.vma.mm.length; v++) {
    const mm = m.vma.mm.load(a, v) - 1;
    if (mm < 0) continue;
    if (anon ? m.mm.forkRoot.load(a, mm) + 1 !== m.frame.rmapRoot.load(a, pfn) : (m.vma.flags.load(a, v) & Vma.file) === 0)
      continue;
    const page = m.vma.first.load(a, v) + index - m.vma.offset.load(a, v);
    if (page < m.vma.first.load(a, v) || page >= m.vma.end.load(a, v)) continue;
    const { pte, word } = walkTo(m, a, mm, page);
    if (mapsPage(word) && m.pte.entry.frame(a, pte) === pfn && !found.includes(pte)) found.push(pte);
  }
  return found;
}
