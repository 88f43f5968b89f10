/** The reverse map: from a frame to the PTEs that map it, by fork-tree root and index. */

import { Frame, Vma } from './bits.js';
import type { Machine } from './machine.js';
import { lookupPte } from './pmd.js';
import { mapsPage } from './pte-kind.js';

/** page_add_new_anon_rmap without the exclusive bit: the first mapping of a fresh anonymous page. */
export function addAnonMapping(m: Machine, mm: number, pfn: number, index: number): void {
  m.frame.flags[pfn] |= Frame.anon;
  m.frame.mapcount[pfn] = 1;
  m.frame.rmapRoot[pfn] = m.mm.forkRoot[mm] + 1;
  m.frame.rmapIndex[pfn] = index;
  m.mm.anonPages[mm]++;
}

/** page_add_file_rmap and the RSS counter that goes with it. */
export function addFileMapping(m: Machine, mm: number, pfn: number): void {
  m.frame.mapcount[pfn]++;
  m.mm.filePages[mm]++;
}

/** page_remove_rmap and the RSS counter that goes with it. */
export function dropMapping(m: Machine, mm: number, pfn: number): void {
  m.frame.mapcount[pfn]--;
  if ((m.frame.flags[pfn] & Frame.anon) !== 0) m.mm.anonPages[mm]--;
  else m.mm.filePages[mm]--;
}

/** rmap_walk: numbers of the PTEs that map a frame, found through the reverse map and not by scanning page tables. */
export function mappingsOf(m: Machine, pfn: number): number[] {
  const anon = (m.frame.flags[pfn] & Frame.anon) !== 0;
  const index = m.frame.rmapIndex[pfn];
  const found: number[] = [];
  for (let v = 0; v < m.vma.mm.length; v++) {
    const mm = m.vma.mm[v] - 1;
    if (mm < 0) continue;
    if (anon ? m.mm.forkRoot[mm] + 1 !== m.frame.rmapRoot[pfn] : (m.vma.flags[v] & Vma.file) === 0) continue;
    const page = m.vma.first[v] + index - m.vma.offset[v];
    if (page < m.vma.first[v] || page >= m.vma.end[v]) continue;
    const pte = lookupPte(m, mm, page);
    if (pte >= 0 && mapsPage(m.pte.word[pte]) && m.pte.frame[pte] === pfn) found.push(pte);
  }
  return found;
}
