/**
 * Page tables: two levels. A PMD entry is a word and the table of PTEs that it points to. It may withhold the write bit from
 * all entries below it: so a table is shared, or write-protected as a whole. Hardware, faults and lockless walks come to a
 * PTE by `walkTo`, which says what they find there.
 */

import { roomExceeded } from '../errors/errors.js';
import { Pmd, Pte } from './bits.js';
import type { Machine } from './machine.js';

/** What a walk has found. There is one, filled anew by every walk: take from it what you need before the next one. */
export interface Walked {
  /** -1: there is no table. */
  pte: number;
  /** The PTE's word, without its write bit where the PMD entry withholds it; `none` without a table. */
  word: number;
}

/** Number of the PMD entry above a page. */
export function pmdOf(m: Machine, mm: number, page: number): number {
  return mm * m.pmdsPerMm + (page >> m.tableBits);
}

/** The table that a PMD entry points to, -1 if to none. */
export function tableAt(m: Machine, a: number, pmd: number): number {
  return (m.pmd.entry.word(a, pmd) & Pmd.kindMask) === Pmd.table ? m.pmd.entry.frame(a, pmd) : -1;
}

/** The table that holds the PTE of a page, -1 if there is none. */
export function tableOf(m: Machine, a: number, mm: number, page: number): number {
  return tableAt(m, a, pmdOf(m, mm, page));
}

/** The look-up of a page behind a PMD entry: number of its PTE, -1 if there is no table. @param entry the entry's word */
export function pteBelow(entry: number, table: number, page: number, tableBits: number): number {
  return (entry & Pmd.kindMask) === Pmd.table ? (table << tableBits) + (page & ((1 << tableBits) - 1)) : -1;
}

/** What of a PTE's word is so for who comes through a PMD entry: without the entry's write bit, no write bit. */
export function wordBelow(entry: number, word: number): number {
  return (entry & Pmd.write) === 0 ? word & ~Pte.write : word;
}

/** Number of the PTE of a page, -1 if there is no table. */
export function lookupPte(m: Machine, a: number, mm: number, page: number): number {
  const pmd = pmdOf(m, mm, page);
  return pteBelow(m.pmd.entry.word(a, pmd), m.pmd.entry.frame(a, pmd), page, m.tableBits);
}

/** The page walk of the hardware, and of whoever must see what it sees. */
export function walkTo(m: Machine, a: number, mm: number, page: number): Walked {
  const pmd = pmdOf(m, mm, page);
  const entry = m.pmd.entry.word(a, pmd);
  const pte = pteBelow(entry, m.pmd.entry.frame(a, pmd), page, m.tableBits);
  m.walked.pte = pte;
  m.walked.word = pte < 0 ? Pte.none : wordBelow(entry, m.pte.entry.word(a, pte));
  return m.walked;
}

/** pte_alloc_one: an empty table, to which one PMD entry is going to point, of memory that there is. */
export function newTable(m: Machine, a: number): number {
  const table = freeTable(m, a);
  m.global.tablesInUse.add(a, 0, 1);
  m.table.refs.store(a, table, 1);
  return table;
}

/** __pte_alloc: a PMD entry that was none points to a new table, and grants writes. */
export function allocateTable(m: Machine, a: number, mm: number, page: number): number {
  const table = newTable(m, a);
  m.pmd.entry.store(a, pmdOf(m, mm, page), Pmd.table | Pmd.write, table);
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
  if (m.canonical) throw roomExceeded('table', m.state.room('table'));
  const t = refs.length;
  m.state.grow('table', t + 1);
  m.state.grow('pte', m.state.room('table') * m.tableSize);
  return t;
}

/** Where the search for a free table begins in a large machine: a hint, not state. */
const lowestFreeTable = new WeakMap<Machine, number>();

/** One PMD entry less points to the table; the PTEs of one to which none does are empty by then. */
export function putTable(m: Machine, a: number, table: number): void {
  m.table.refs.add(a, table, -1);
  if (m.table.refs.load(a, table) === 0) m.global.tablesInUse.add(a, 0, -1);
  const hint = lowestFreeTable.get(m);
  if (hint !== undefined && table < hint) lowestFreeTable.set(m, table);
}

/** free_pgtables: all tables of an mm. */
export function freeTables(m: Machine, a: number, mm: number): void {
  for (let pmd = mm * m.pmdsPerMm; pmd < (mm + 1) * m.pmdsPerMm; pmd++) {
    const table = tableAt(m, a, pmd);
    if (table < 0) continue;
    m.pmd.entry.store(a, pmd, Pmd.none, 0);
    putTable(m, a, table);
  }
}

/** Next page at or behind `page`, below `end`, that may have a PTE: pages of absent tables are skipped. */
export function nextPageWithTable(m: Machine, a: number, mm: number, page: number, end: number): number {
  let p = page;
  while (p < end && tableOf(m, a, mm, p) < 0) p = ((p >> m.tableBits) + 1) << m.tableBits;
  return Math.min(p, end);
}
