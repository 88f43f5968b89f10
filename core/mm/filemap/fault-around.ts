/**
 * do_fault_around: a read fault of a page cache maps the neighbours that are cached with the page, up to 64 KiB of them,
 * under the page-table lock, and waits for nothing: what another one has locked, or is not there, it leaves to later faults.
 */

import { Pte } from '../../machine/bits.js';
import { getFrame } from '../../machine/frame.js';
import type { Machine } from '../../machine/machine.js';
import { cachedFrame, isCached } from '../../machine/mapping.js';
import { setPte } from '../../machine/pte.js';
import { isNone } from '../../machine/pte-kind.js';
import { addFileMapping } from '../../machine/rmap.js';
import { offsetOf, pteProtection } from '../../machine/vma.js';
import { outOfMemory } from '../failing.js';
import { fault } from '../memory/faulting.js';
import { done, next } from '../../engine/answers.js';
import { lockTableOf, makeTable, unlockTable, walk } from '../memory/own-and-lock-table.js';

/** should_fault_around. */
export function mayFaultAround(m: Machine): boolean {
  return m.faultAround > 1;
}

/** Locks the table for filemap_map_pages. Without memory for one the fault is over. */
export function lockToMapAround(m: Machine, a: number) {
  return (
    makeTable(m, a, m.get(a, fault.mm), m.get(a, fault.page), outOfMemory) ??
    lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page))
  );
}

/**
 * filemap_map_pages from the beginning of the block, by address, or of the area: as many pages as a block has, unless
 * the page table or the area ends before. So in every era, 9042599e81c2 (6.4) included, which only says it anew.
 */
export function mapCachedAround(m: Machine, a: number) {
  const v = m.get(a, fault.vma);
  const page = m.get(a, fault.page);
  const first = Math.max(page - (page % m.faultAround), m.vma.first.load(a, v));
  const tableEnd = (Math.trunc(page / m.tableSize) + 1) * m.tableSize;
  const end = Math.min(first + m.faultAround, tableEnd, m.vma.end.load(a, v));
  for (let p = first; p < end; p++) if (mapIfCached(m, a, v, p)) m.emit(p === page ? 'file-maps' : 'fault-around-maps');
  return next;
}

/** set_pte_range for one page, if its PTE is empty and the page can be had at once (trylock_page). */
function mapIfCached(m: Machine, a: number, v: number, page: number): boolean {
  const pte = m.get(a, walk.pte) + page - m.get(a, fault.page);
  const filePage = offsetOf(m, a, v, page);
  if (!isNone(m.pte.entry.word(a, pte)) || !isCached(m, a, v, filePage)) return false;
  const pfn = cachedFrame(m, a, v, filePage);
  if (m.frame.lockedBy.load(a, pfn) !== 0) return false;
  getFrame(m, a, pfn);
  addFileMapping(m, a, m.get(a, fault.mm), pfn);
  setPte(m, a, m.get(a, fault.mm), page, pte, Pte.present | Pte.young | pteProtection(m, a, v), pfn);
  return true;
}

/** The fault is answered if its page is mapped now, by whomever; else __do_fault gets it and sleeps for it. */
export function unlockAround(m: Machine, a: number) {
  const isMapped = !isNone(m.pte.entry.word(a, m.get(a, walk.pte)));
  unlockTable(m, a);
  return isMapped ? done : next;
}
