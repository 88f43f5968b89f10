/** zap_pte_range: take mappings away. No pin test in any era: the pin keeps the frame, the page table loses it. */

import { Pte } from '../machine/bits.js';
import { putFrame } from '../machine/frames.js';
import type { Machine } from '../machine/machine.js';
import { dropMapping } from '../machine/rmap.js';
import { nextPageWithTable } from '../machine/tables.js';
import { countFlush, tryFlush } from '../machine/tlb.js';
import { registers } from './registers.js';
import { blocked, call, done, goto, next, operation, step, type Answer } from './step.js';
import { flushes, maps, puts } from './touches.js';
import { lockTableOf, unlockTable, walk } from './walk.js';

/** Takes mm, page and end (exclusive). */
const zap = registers('zap-range', ['mm', 'page', 'end', 'frame', 'zapped']);
const callZap = call('zap-range');
const toFlush = goto('flush-zapped');
const toSearch = goto('find-table-to-zap');

/** The answer with which a step has pages first <= p < end taken out of a page table. */
export function zapRange(m: Machine, a: number, mm: number, first: number, end: number): Answer {
  m.set(a, zap.mm, mm);
  m.set(a, zap.page, first);
  m.set(a, zap.end, end);
  m.set(a, zap.zapped, 0);
  return callZap;
}

/** The table is looked for without a lock; what its PTEs hold is nobody's to say before the lock is had. */
function findTable(m: Machine, a: number): Answer {
  const mm = m.get(a, zap.mm);
  const end = m.get(a, zap.end);
  const page = nextPageWithTable(m, mm, m.get(a, zap.page), end);
  m.set(a, zap.page, page);
  if (page < end) return lockTableOf(m, a, mm, page, false);
  if (m.get(a, zap.zapped) === 1) countFlush(m, false);
  return done;
}

/**
 * The loop of zap_pte_range, under the lock, up to the first PTE with something in it. One that a write fault had
 * cleared for the moment, in wp_page_copy, is full again by then.
 */
function clearMapped(m: Machine, a: number): Answer {
  const page = m.get(a, zap.page);
  const first = m.get(a, walk.pte) - page;
  const end = Math.min(m.get(a, zap.end), (Math.trunc(page / m.tableSize) + 1) * m.tableSize);
  let p = page;
  while (p < end && (m.pte.word[first + p] & Pte.kindMask) === Pte.none) p++;
  m.set(a, zap.page, p);
  if (p === end) {
    unlockTable(m, a);
    return toSearch;
  }
  const pte = first + p;
  const present = (m.pte.word[pte] & Pte.kindMask) === Pte.present;
  m.set(a, zap.frame, present ? m.pte.frame[pte] : 0);
  m.pte.word[pte] = Pte.none;
  m.pte.frame[pte] = 0;
  return next;
}

function dropZapped(m: Machine, a: number): Answer {
  const pfn = m.get(a, zap.frame);
  if (pfn !== 0) dropMapping(m, m.get(a, zap.mm), pfn);
  unlockTable(m, a);
  return toFlush;
}

function flushZapped(m: Machine, a: number): Answer {
  const page = m.get(a, zap.page);
  return tryFlush(m, a, m.get(a, zap.mm), page, page + 1, false) ? next : blocked;
}

/** The reference is dropped only after the flush: until then a CPU may still use the translation. */
function putZapped(m: Machine, a: number): Answer {
  const pfn = m.get(a, zap.frame);
  if (pfn !== 0) putFrame(m, pfn);
  m.set(a, zap.zapped, 1);
  m.set(a, zap.page, m.get(a, zap.page) + 1);
  return toSearch;
}

export const zapRangeList = operation('zap-range', 'zap_pte_range', [
  step('find-table-to-zap', findTable, {
    reads: 'pmd.table', calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'],
  }),
  step('clear-mapped', clearMapped, {
    reads: 'pte.word pte.frame', writes: 'pte.word pte.frame table.lockedBy', mandatory: true,
    goes: ['find-table-to-zap'], needs: ['pte-lock'],
  }),
  step('drop-zapped', dropZapped, {
    reads: maps.reads, writes: `${maps.writes} table.lockedBy`, mandatory: true, goes: ['flush-zapped'], leaves: true,
    needs: ['pte-lock'], ends: ['pte-lock'],
  }),
  step('flush-zapped', flushZapped, flushes),
  step('put-zapped', putZapped, { ...puts, mandatory: true, goes: ['find-table-to-zap'], leaves: true }),
]);
