/**
 * zap_page_range: take mappings away. No pin test in any era: the pin keeps the frame, the page table loses it. PTEs are
 * cleared page by page; the frames are gathered and go after one flush.
 */

import { Frame, Pte } from '../../machine/bits.js';
import { putFrame } from '../../machine/frame.js';
import { gather, gathered, isDelayed, releaseGathered, settleDelayed } from '../../machine/gather.js';
import type { Machine } from '../../machine/machine.js';
import { clearPte } from '../../machine/pte.js';
import { perKind } from '../../machine/pte-kind.js';
import { dropMapping } from '../../machine/rmap.js';
import { nextPageWithTable } from '../../machine/pmd.js';
import { tryFlush } from '../../machine/tlb.js';
import { registers } from '../../engine/registers.js';
import { blocked, call, done, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { flushes, maps, puts, setsPte, walks } from '../../machine/footprints.js';
import { callWalk, lockTableOf, unlockTable, walk } from './own-and-lock-table.js';

/**
 * Takes mm, page and end (exclusive). `from`: first page that may still be in a TLB; `frame` and `dirty` of the PTE just
 * cleared; `count` frames are gathered; `force`: they must go before the table is unlocked; `cleared`: something is to be flushed.
 */
const zap = registers('zap-range', ['mm', 'page', 'end', 'from', 'frame', 'dirty', 'count', 'force', 'cleared']);
/** On to a zap: the answer of `zapRange`. */
export const callZap = call('zap-range');

/** Why the flush comes before the table is unlocked: for a dirty page at its end, with a full gather at once. */
const [atEndOfTable, full] = [1, 2];

const to = {
  search: goto('find-table-to-zap'),
  clear: goto('clear-mapped'),
  unlock: goto('unlock-or-flush'),
  flush: goto('flush-gathered'),
  put: goto('put-gathered'),
};

/** The answer with which a step has pages first <= p < end taken out of a page table. */
export function zapRange(m: Machine, a: number, mm: number, first: number, end: number) {
  m.set(a, zap.mm, mm);
  m.set(a, zap.page, first);
  m.set(a, zap.end, end);
  m.set(a, zap.from, first);
  m.set(a, zap.count, 0);
  m.set(a, zap.force, 0);
  m.set(a, zap.cleared, 0);
  return callZap;
}

/** The table is looked for without a lock; what its PTEs hold is nobody's to say before the lock is had. */
function findTable(m: Machine, a: number) {
  const mm = m.get(a, zap.mm);
  const end = m.get(a, zap.end);
  const page = nextPageWithTable(m, a, mm, m.get(a, zap.page), end);
  m.set(a, zap.page, page);
  if (page < end) return lockTableOf(m, a, mm, page);
  return m.get(a, zap.cleared) === 1 ? to.flush : done;
}

const passOver = (): number => 0;
const frameIn = (m: Machine, a: number, pte: number): number => m.pte.entry.frame(a, pte);
const noFrame = (): number => 0;

/** The frame that goes with an entry; 0: none does. */
const zapPteRange = perKind('zap_pte_range', { none: passOver, present: frameIn, zero: noFrame });

/**
 * The loop of zap_pte_range, under the lock, up to the first PTE with something in it. One that a write fault had
 * cleared for the moment, in wp_page_copy, is full again by then.
 */
function clearMapped(m: Machine, a: number) {
  const page = m.get(a, zap.page);
  const first = m.get(a, walk.pte) - m.get(a, walk.page);
  const end = Math.min(m.get(a, zap.end), (Math.trunc(m.get(a, walk.page) / m.tableSize) + 1) * m.tableSize);
  if (m.get(a, zap.force) === full) return to.unlock;
  let p = page;
  while (p < end && zapPteRange.of(m.pte.entry.word(a, first + p)) === passOver) p++;
  m.set(a, zap.page, p);
  if (p === end) return to.unlock;
  const word = m.pte.entry.word(a, first + p);
  m.set(a, zap.frame, zapPteRange.of(word)(m, a, first + p));
  m.set(a, zap.dirty, (word & Pte.dirty) === 0 ? 0 : 1);
  m.set(a, zap.cleared, 1);
  clearPte(m, a, m.get(a, zap.mm), p, first + p);
  return next;
}

/**
 * A dirty page that is not anonymous: a store through a stale translation must not come after the page was seen clean,
 * so the flush comes before the table is unlocked (1cf35d47712d).
 */
function mustFlushFirst(m: Machine, a: number): boolean {
  return m.get(a, zap.dirty) === 1 && (m.frame.flags.load(a, m.get(a, zap.frame)) & Frame.anon) === 0;
}

function take(m: Machine, a: number, delayed: boolean) {
  const pfn = m.get(a, zap.frame);
  m.set(a, zap.page, m.get(a, zap.page) + 1);
  if (pfn === 0) return to.clear;
  if (mustFlushFirst(m, a)) m.set(a, zap.force, atEndOfTable);
  if (!delayed) dropMapping(m, a, m.get(a, zap.mm), pfn);
  const count = m.get(a, zap.count);
  m.set(a, zap.count, count + 1);
  if (!gather(m, a, count, pfn, delayed)) m.set(a, zap.force, full);
  return to.clear;
}

/** page_remove_rmap, and into the gather. */
function dropZapped(m: Machine, a: number) {
  return take(m, a, false);
}

/** As drop-zapped, but the rmap of what must be flushed first goes after the flush (5df397dec7c4). */
function dropOrDelay(m: Machine, a: number) {
  return take(m, a, m.get(a, zap.frame) !== 0 && mustFlushFirst(m, a));
}

/** pte_unmap_unlock, unless the flush cannot wait. */
function unlockOrFlush(m: Machine, a: number) {
  if (m.get(a, zap.force) !== 0) return next;
  unlockTable(m, a);
  return to.search;
}

function flushAll(m: Machine, a: number) {
  const page = m.get(a, zap.page);
  if (!tryFlush(m, a, m.get(a, zap.mm), m.get(a, zap.from), page)) return blocked;
  m.set(a, zap.from, page);
  m.set(a, zap.cleared, 0);
  return next;
}

/** tlb_flush_rmaps, under the same lock. */
function dropDelayed(m: Machine, a: number) {
  for (let at = 0; at < m.get(a, zap.count); at++) {
    if (!isDelayed(m, a, at)) continue;
    dropMapping(m, a, m.get(a, zap.mm), gathered(m, a, at));
    settleDelayed(m, a, at);
  }
  return next;
}

function unlockFlushed(m: Machine, a: number) {
  unlockTable(m, a);
  m.set(a, zap.force, 0);
  return to.put;
}

/** tlb_batch_pages_flush, the last one first: until the flush a CPU may still use the translation. */
function putGathered(m: Machine, a: number) {
  const last = m.get(a, zap.count) - 1;
  if (last >= 0) {
    const pfn = gathered(m, a, last);
    releaseGathered(m, a, last);
    m.set(a, zap.count, last);
    putFrame(m, a, pfn);
  }
  if (last > 0) return to.put;
  return m.get(a, zap.page) < m.get(a, zap.end) ? to.search : done;
}

/** The PTEs of a range are cleared, their frames gathered, and given back after one flush. */
export const zapRangeList = operation(
  'zap-range',
  'unmap_page_range, zap_pte_range, tlb_finish_mmu',
  [
    step('find-table-to-zap', [to.flush, callWalk, done], findTable, { reads: walks, gives: ['pte-lock'] }),
    step('clear-mapped', [next, to.unlock], clearMapped, { ...setsPte, needs: ['pte-lock'] }),
    step('drop-zapped', [to.clear], dropZapped, {
      reads: maps.reads,
      writes: [...maps.writes, 'gather.frame'],
      needs: ['pte-lock'],
      gives: ['gathered'],
    }),
    step('unlock-or-flush', [next, to.search], unlockOrFlush, { writes: ['table.lockedBy'], needs: ['pte-lock'] }),
    step('flush-under-lock', [next, blocked], flushAll, { ...flushes, needs: ['pte-lock'], gives: ['flushed'] }),
    step('unlock-flushed', [to.put], unlockFlushed, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
    label('flush-gathered'),
    step('flush-zapped', [next, blocked], flushAll, { ...flushes, gives: ['flushed'] }),
    step('put-gathered', [to.search, to.put, done], putGathered, {
      reads: ['gather.frame', ...puts.reads],
      writes: ['gather.frame', ...puts.writes],
      needs: ['flushed'],
    }),
  ],
  [
    step('drop-or-delay', [to.clear], dropOrDelay, {
      reads: maps.reads,
      writes: [...maps.writes, 'gather.frame'],
      needs: ['pte-lock'],
      gives: ['gathered'],
    }),
    step('drop-delayed', [next], dropDelayed, {
      reads: ['gather.frame', 'frame.mapcount', 'frame.flags', 'mm.filePages'],
      writes: ['gather.frame', 'frame.mapcount', 'mm.filePages'],
      needs: ['pte-lock', 'flushed'],
    }),
  ],
);
