/** Page tables: two levels; a PMD entry points to a table of PTEs. */

import type { Machine } from './machine.js';

/** Number of the PTE of a page as the hardware walk finds it, -1 if there is no table. */
export function lookupPte(m: Machine, a: number, mm: number, page: number): number {
  const table = m.pmd.table.load(a, mm * m.pmdsPerMm + Math.trunc(page / m.tableSize)) - 1;
  return table < 0 ? -1 : table * m.tableSize + (page % m.tableSize);
}

/** The table that holds the PTE of a page, -1 if there is none. */
export function tableOf(m: Machine, a: number, mm: number, page: number): number {
  return m.pmd.table.load(a, mm * m.pmdsPerMm + Math.trunc(page / m.tableSize)) - 1;
}

/** __pte_alloc. Tables are not counted as frames. */
export function allocateTable(m: Machine, a: number, mm: number, page: number): number {
  const table = freeTable(m, a);
  m.table.refs.store(a, table, 1);
  m.pmd.table.store(a, mm * m.pmdsPerMm + Math.trunc(page / m.tableSize), table + 1);
  return table;
}

function freeTable(m: Machine, a: number): number {
  const known = m.places?.freeTable() ?? -1;
  if (known >= 0) return known;
  const { refs } = m.table;
  for (let t = lowestFreeTable.get(m) ?? 0; t < refs.length; t++) {
    if (refs.load(a, t) !== 0) continue;
    if (!m.canonical) lowestFreeTable.set(m, t);
    return t;
  }
  if (m.canonical) throw new Error('out of page tables: the capacity computed from the program is too small');
  const t = refs.length;
  m.state.grow('table', t + 1);
  m.state.grow('pte', m.state.room('table') * m.tableSize);
  return t;
}

/** Where the search for a free table begins in a large machine: a hint, not state. */
const lowestFreeTable = new WeakMap<Machine, number>();

/** free_pgtables: all tables of an mm. Their PTEs are empty by then. */
export function freeTables(m: Machine, a: number, mm: number): void {
  for (let i = mm * m.pmdsPerMm; i < (mm + 1) * m.pmdsPerMm; i++) {
    const table = m.pmd.table.load(a, i) - 1;
    if (table < 0) continue;
    m.pmd.table.store(a, i, 0);
    m.table.refs.add(a, table, -1);
    const hint = lowestFreeTable.get(m);
    if (hint !== undefined && table < hint) lowestFreeTable.set(m, table);
  }
}

/** Next page at or behind `page`, below `end`, that may have a PTE: pages of absent tables are skipped. */
export function nextPageWithTable(m: Machine, a: number, mm: number, page: number, end: number): number {
  let p = page;
  while (p < end && tableOf(m, a, mm, p) < 0) p = (Math.trunc(p / m.tableSize) + 1) * m.tableSize;
  return Math.min(p, end);
}
