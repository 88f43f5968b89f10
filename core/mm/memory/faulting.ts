/** What a fault knows: the lists that answer one share it (vm_fault). */

import { registers } from '../../engine/registers.js';
import { Access } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { walk } from './own-and-lock-table.js';

/**
 * Takes mm, page, access; `word` and `frame` are the PTE as first seen; gives `broke`: 1 when do_wp_page has
 * reused or copied the page for a write (VM_FAULT_WRITE, gone with 6.1); a first touch never says so.
 */
export const fault = {
  ...registers('handle-mm-fault', ['mm', 'page', 'access'], ['page-fault', 'handle-mm-fault']),
  ...registers('handle-mm-fault', ['vma', 'word', 'frame']),
  ...registers('handle-mm-fault', ['broke'], 'callers'),
};

/** pte_same under the lock. */
export function isPteUnchanged(m: Machine, a: number): boolean {
  const pte = m.get(a, walk.pte);
  return pte >= 0 && m.pte.entry.word(a, pte) === m.get(a, fault.word) && m.pte.entry.frame(a, pte) === m.get(a, fault.frame);
}

/** FAULT_FLAG_UNSHARE: is the page to become exclusive and to stay read-only? */
export function isUnshare(m: Machine, a: number): boolean {
  return (m.get(a, fault.access) & Access.unshare) !== 0;
}
