/**
 * The store to a PTE. All that changes what an address maps goes through here, so that what CPUs may still know of the
 * old PTE is decided in one place. The accessed and dirty bits, which the hardware sets, take no translation away.
 */

import { Pte } from './bits.js';
import type { Machine } from './machine.js';
import { leaveTranslations } from './tlb.js';

/** set_pte_at, ptep_get_and_clear, ptep_set_wrprotect, ptep_set_access_flags: PTE number `pte` is that of `page` in `mm`. */
export function setPte(m: Machine, a: number, mm: number, page: number, pte: number, word: number, pfn: number): void {
  if (m.shape.tlb) leaveTranslations(m, a, mm, page, pte, word, pfn);
  m.pte.entry.store(a, pte, word, pfn);
}

/** ptep_get_and_clear. */
export function clearPte(m: Machine, a: number, mm: number, page: number, pte: number): void {
  setPte(m, a, mm, page, pte, Pte.none, 0);
}

/** The page is accessed, or stored to, through its PTE: the hardware sets these bits. */
export function markPte(m: Machine, a: number, pte: number, bits: number): void {
  m.pte.entry.or(a, pte, bits);
}
