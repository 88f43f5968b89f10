/** Every operation reaches a PTE through this one list, which a policy may bind: that is where page-table sharing lives. */

import type { Machine } from '../../machine/machine.js';
import { isMemoryOut } from '../../machine/memory.js';
import { setPte } from '../../machine/pte.js';
import { isNone } from '../../machine/pte-kind.js';
import { allocateTable, lookupPte, nextPageWithTable, pmdOf, tableAt, tableOf } from '../../machine/pmd.js';
import { walks } from '../../machine/footprints.js';
import { registers } from '../../engine/registers.js';
import { blocked, call, done, next, type Answer } from '../../engine/answers.js';
import { operation, step } from '../../engine/step.js';

/** Takes mm and page, which callers still ask for behind it; gives table and pte, both -1 when there is no table. */
export const walk = registers('own-and-lock-table', ['mm', 'page', 'table', 'pte'], 'callers');

/** On to the table of a page: the answer of `lockTableOf`. */
export const callWalk = call('own-and-lock-table');

/**
 * pte_alloc: makes the table of a page if there is none. __pte_alloc takes the PMD lock and gives it back at once: one step, for
 * which nobody else may have it.
 * @param error when memory has run out
 * @returns what the step has to answer; undefined: there is a table
 */
export function makeTable(m: Machine, a: number, mm: number, page: number, error: Answer<'fail'>) {
  const pmd = pmdOf(m, mm, page);
  if (tableAt(m, a, pmd) >= 0) return undefined;
  if (m.pmd.lockedBy.load(a, pmd) !== 0) return blocked;
  if (isMemoryOut(m, a)) return error;
  allocateTable(m, a, mm, page);
  return undefined;
}

/** The answer with which a step asks for the table of a page; one that may be missing is made before (`makeTable`). */
export function lockTableOf(m: Machine, a: number, mm: number, page: number) {
  m.set(a, walk.mm, mm);
  m.set(a, walk.page, page);
  return callWalk;
}

function findTable(m: Machine, a: number) {
  const mm = m.get(a, walk.mm);
  const page = m.get(a, walk.page);
  const table = tableOf(m, a, mm, page);
  m.set(a, walk.table, table);
  m.set(a, walk.pte, lookupPte(m, a, mm, page));
  return table < 0 ? done : next;
}

function lockTable(m: Machine, a: number) {
  const table = m.get(a, walk.table);
  if (m.table.lockedBy.load(a, table) !== 0) return blocked;
  m.table.lockedBy.store(a, table, a + 1);
  return done;
}

/** Changes the PTE of the page that was walked to, under its lock. */
export function setWalkedPte(m: Machine, a: number, word: number, pfn: number): void {
  setPte(m, a, m.get(a, walk.mm), m.get(a, walk.page), m.get(a, walk.pte), word, pfn);
}

/** pte_unmap_unlock; nothing where there was no table. */
export function unlockTable(m: Machine, a: number): void {
  const table = m.get(a, walk.table);
  if (table >= 0) m.table.lockedBy.store(a, table, 0);
}

/**
 * First page at or behind `page` and below `end` with something in its PTE; `end` if there is none. It looks at PTEs
 * without their lock, which is right only for who holds the mmap lock for writing (fork, mprotect, mremap): faults,
 * which clear a PTE for a moment, hold it for reading. Who does not, locks the table before it looks, as zap-range does.
 */
export function nextMapped(m: Machine, a: number, mm: number, page: number, end: number): number {
  let p = nextPageWithTable(m, a, mm, page, end);
  while (p < end && isNone(m.pte.entry.word(a, lookupPte(m, a, mm, p)))) p = nextPageWithTable(m, a, mm, p + 1, end);
  return p;
}

/**
 * As `nextMapped`, for who brings the PTEs to pages of `toMm` that lie `distance` behind theirs: a page whose destination has no
 * table is one to stop at, too. Both copy_pmd_range and move_page_tables ask for that table wherever the source has one, empty or not.
 */
export function nextToBring(
  m: Machine,
  a: number,
  mm: number,
  page: number,
  end: number,
  toMm: number,
  distance: number,
): number {
  let p = nextPageWithTable(m, a, mm, page, end);
  while (p < end && tableOf(m, a, toMm, p + distance) >= 0 && isNone(m.pte.entry.word(a, lookupPte(m, a, mm, p)))) {
    p = nextPageWithTable(m, a, mm, p + 1, end);
  }
  return p;
}

/**
 * The one way to a PTE that is to be changed: finds its table and locks it. A policy that shares tables, or
 * write-protects them, edits this list: whoever is through with it has a table of his own, to which its PMD entry grants writes.
 */
export const ownAndLockTable = operation('own-and-lock-table', 'pte_offset_map_lock', [
  step('find-table', [next, done], findTable, { reads: walks }),
  step('lock-table', [done, blocked], lockTable, { reads: ['table.lockedBy'], writes: ['table.lockedBy'] }),
]);
