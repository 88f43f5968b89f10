/**
 * The stores to PTEs and to PMD entries. All that changes what an address maps goes through here, so that what CPUs may still
 * know of the old entry is decided in one place. The accessed and dirty bits, which the hardware sets, take no translation away.
 */

import { Pte } from './bits.js';
import type { Machine } from './machine.js';
import { pmdOf, walkTo } from './pmd.js';
import { leaveTranslations, type Mapped } from './tlb.js';

/**
 * set_pte_at, ptep_get_and_clear, ptep_set_wrprotect, ptep_set_access_flags: PTE number `pte` is that of `page` in `mm`, in a
 * table that is its own: the PMD entry grants writes.
 */
export function setPte(m: Machine, a: number, mm: number, page: number, pte: number, word: number, pfn: number): void {
  if (m.shape.tlb) {
    const before = { word: m.pte.entry.word(a, pte), pfn: m.pte.entry.frame(a, pte) };
    leaveTranslations(m, a, mm, page, before, { word, pfn });
  }
  m.pte.entry.store(a, pte, word, pfn);
}

/** ptep_get_and_clear. */
export function clearPte(m: Machine, a: number, mm: number, page: number, pte: number): void {
  setPte(m, a, mm, page, pte, Pte.none, 0);
}

/** set_pmd_at, pmdp_set_wrprotect: the entry above `page` becomes `word` and points to `table`. */
export function setPmd(m: Machine, a: number, mm: number, page: number, word: number, table: number): void {
  const before = m.shape.tlb ? mappedBelow(m, a, mm, page) : [];
  m.pmd.entry.store(a, pmdOf(m, mm, page), word, table);
  if (!m.shape.tlb) return;
  const first = firstBelow(m, page);
  for (const [index, behind] of mappedBelow(m, a, mm, page).entries()) {
    leaveTranslations(m, a, mm, first + index, before[index], behind);
  }
}

function firstBelow(m: Machine, page: number): number {
  return (page >> m.tableBits) << m.tableBits;
}

/** What walks to the pages of an entry find, in order. */
function mappedBelow(m: Machine, a: number, mm: number, page: number): Mapped[] {
  const first = firstBelow(m, page);
  return Array.from({ length: Math.min(m.tableSize, m.pages - first) }, (_, index) => {
    const { pte, word } = walkTo(m, a, mm, first + index);
    return { word, pfn: pte < 0 ? 0 : m.pte.entry.frame(a, pte) };
  });
}

/** The page is accessed, or stored to, through its PTE: the hardware sets these bits. */
export function markPte(m: Machine, a: number, pte: number, bits: number): void {
  m.pte.entry.or(a, pte, bits);
}
