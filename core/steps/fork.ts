/** fork(2): duplicate the VMAs, then the page tables under the parent's mmap lock. */

import { Pte, Vma } from '../machine/bits.js';
import { allocateFrame, putFrame } from '../machine/frames.js';
import type { Machine } from '../machine/machine.js';
import { tryFlush } from '../machine/tlb.js';
import { duplicateVmas, nextVma } from '../machine/vmas.js';
import { tryWriteLock, writeUnlock } from './locks.js';
import { op } from './op.js';
import { registers } from './registers.js';
import { blocked, call, done, goto, label, next, operation, step, type Answer } from './step.js';
import { allocates, findsVma, flushes, mmapLock, puts, wholeVma } from './touches.js';
import { lockTableOf, nextMapped, walk } from './walk.js';

/**
 * `page` is being copied; both its tables are locked, PTEs `parentPte` and `childPte`. `prealloc` is a frame
 * allocated ahead (0 none), `again` 1 after -EAGAIN: the same PTE once more, with a frame in hand.
 */
export const copying = registers('copy-page-range', [
  'page', 'vma', 'parentTable', 'parentPte', 'childTable', 'childPte', 'progress', 'prealloc', 'again',
]);

const callRange = call('copy-page-range');
const callPte = call('fork-pte');
const to = { walk: goto('find-pte-to-copy'), copy: goto('copy-pte'), retry: goto('allocate-and-retry'), lock: goto('lock-child-table'), finish: goto('finished') };

function lockMmForFork(m: Machine, a: number): Answer {
  return tryWriteLock(m, a, m.get(a, op.mm)) ? next : blocked;
}

/** dup_mm. The child's has_pinned starts at 0; it becomes runnable only when fork returns. */
function createChild(m: Machine, a: number): Answer {
  const parent = m.get(a, op.mm);
  const child = m.get(a, op.child);
  m.mm.forkRoot[child] = m.mm.forkRoot[parent];
  duplicateVmas(m, parent, child);
  m.set(a, copying.page, 0);
  m.set(a, copying.prealloc, 0);
  m.emit('forks');
  return callRange;
}

/** flush_tlb_mm at the end of fork: until here other threads may store through stale translations. */
function flushAfterFork(m: Machine, a: number): Answer {
  return tryFlush(m, a, m.get(a, op.mm), 0, m.pages) ? next : blocked;
}

function unlockMmAfterFork(m: Machine, a: number): Answer {
  writeUnlock(m, m.get(a, op.mm));
  return next;
}

function startChild(m: Machine, a: number): Answer {
  m.mm.alive[m.get(a, op.child)] = 1;
  return done;
}

export const fork = operation('fork', 'dup_mmap', [
  step('lock-mm-for-fork', lockMmForFork, { ...mmapLock.write, mandatory: true, gives: ['mmap-lock'] }),
  step('create-child', createChild, {
    reads: `mm.forkRoot ${wholeVma}`, writes: `mm.forkRoot ${wholeVma}`, calls: ['copy-page-range'], mandatory: true,
    needs: ['mmap-lock'],
  }),
  step('flush-after-fork', flushAfterFork, { ...flushes, mandatory: true }),
  step('unlock-mm-after-fork', unlockMmAfterFork, {
    ...mmapLock.writeUnlock, mandatory: true, needs: ['mmap-lock'], ends: ['mmap-lock'],
  }),
  step('start-child', startChild, { writes: 'mm.alive', mandatory: true, leaves: true }),
]);

/** raw_write_seqcount_begin (57efa1fe5957): from here on lockless pins fall back to the slow path. */
function beginWriteProtectSeq(m: Machine, a: number): Answer {
  m.mm.writeProtectSeq[m.get(a, op.mm)]++;
  return next;
}

function endWriteProtectSeq(m: Machine, a: number): Answer {
  m.mm.writeProtectSeq[m.get(a, op.mm)]++;
  return next;
}

/** copy_page_range leaves out areas that never had an anonymous page, and wiped ones: the child refaults. */
function isCopied(m: Machine, v: number): boolean {
  return (m.vma.flags[v] & (Vma.anonVma | Vma.wipeOnFork | Vma.dontFork)) === Vma.anonVma;
}

function findPteToCopy(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  for (let page = m.get(a, copying.page); ; ) {
    const v = nextVma(m, mm, page);
    if (v < 0) return to.finish;
    const end = m.vma.end[v];
    const mapped = isCopied(m, v) ? nextMapped(m, mm, Math.max(page, m.vma.first[v]), end) : end;
    if (mapped < end) {
      m.set(a, copying.page, mapped);
      m.set(a, copying.vma, v);
      m.set(a, copying.progress, 0);
      return next;
    }
    page = end;
  }
}

function lockChildTable(m: Machine, a: number): Answer {
  return lockTableOf(m, a, m.get(a, op.child), m.get(a, copying.page), true);
}

function lockParentTable(m: Machine, a: number): Answer {
  m.set(a, copying.childTable, m.get(a, walk.table));
  m.set(a, copying.childPte, m.get(a, walk.pte));
  return lockTableOf(m, a, m.get(a, op.mm), m.get(a, copying.page), false);
}

function rememberParentTable(m: Machine, a: number): Answer {
  m.set(a, copying.parentTable, m.get(a, walk.table));
  m.set(a, copying.parentPte, m.get(a, walk.pte));
  return next;
}

function copyPte(m: Machine, a: number): Answer {
  m.set(a, copying.again, 0);
  return callPte;
}

/** Locks are dropped every 32 units of progress: 8 for a PTE that is there, 1 for an empty one. */
const progressLimit = 32;

function advance(m: Machine, a: number): Answer {
  if (m.get(a, copying.again) === 1) return to.retry;
  dropUnusedFrame(m, a);
  const page = m.get(a, copying.page);
  const end = Math.min(m.vma.end[m.get(a, copying.vma)], (Math.trunc(page / m.tableSize) + 1) * m.tableSize);
  const first = m.get(a, copying.parentPte) - page;
  let progress = m.get(a, copying.progress) + 8;
  let p = page + 1;
  while (p < end && progress < progressLimit && (m.pte.word[first + p] & Pte.kindMask) === Pte.none) {
    p++;
    progress++;
  }
  m.set(a, copying.page, p);
  m.set(a, copying.progress, progress);
  if (p >= end || progress >= progressLimit) return next;
  m.set(a, copying.parentPte, first + p);
  m.set(a, copying.childPte, m.get(a, copying.childPte) + p - page);
  return to.copy;
}

function unlockBoth(m: Machine, a: number): void {
  m.table.lockedBy[m.get(a, copying.parentTable)] = 0;
  m.table.lockedBy[m.get(a, copying.childTable)] = 0;
}

function unlockTables(m: Machine, a: number): Answer {
  unlockBoth(m, a);
  return to.walk;
}

/** page_copy_prealloc: allocation sleeps, so both locks are dropped and the same PTE is looked at again. */
function allocateAndRetry(m: Machine, a: number): Answer {
  unlockBoth(m, a);
  m.set(a, copying.prealloc, allocateFrame(m));
  m.emit('fork-retries');
  return to.lock;
}

/** The pin had vanished when the PTE was looked at again. The frame is for this address only, it is not kept. */
function dropUnusedFrame(m: Machine, a: number): void {
  const pfn = m.get(a, copying.prealloc);
  if (pfn === 0) return;
  putFrame(m, pfn);
  m.set(a, copying.prealloc, 0);
}

export const copyPageRange = operation(
  'copy-page-range',
  'copy_page_range, copy_pte_range',
  [
    step('find-pte-to-copy', findPteToCopy, {
      reads: `${findsVma} vma.flags pmd.table pte.word`, mandatory: true, goes: ['finished'], needs: ['mmap-lock'],
    }),
    step('lock-child-table', lockChildTable, {
      calls: ['own-and-lock-table'], mandatory: true, gives: ['child-table'],
    }),
    step('lock-parent-table', lockParentTable, {
      calls: ['own-and-lock-table'], mandatory: true, needs: ['child-table'], gives: ['pte-lock'],
    }),
    step('remember-parent-table', rememberParentTable, { mandatory: true, needs: ['pte-lock'] }),
    step('copy-pte', copyPte, { calls: ['fork-pte'], mandatory: true, needs: ['pte-lock'] }),
    step('advance', advance, {
      reads: `vma.end pte.word ${puts.reads}`, writes: puts.writes, mandatory: true,
      goes: ['allocate-and-retry', 'copy-pte'], needs: ['pte-lock'],
    }),
    step('unlock-tables', unlockTables, {
      writes: 'table.lockedBy', mandatory: true, goes: ['find-pte-to-copy'], leaves: true, needs: ['pte-lock'],
      ends: ['pte-lock', 'child-table'],
    }),
    step('allocate-and-retry', allocateAndRetry, {
      reads: allocates.reads, writes: `table.lockedBy ${allocates.writes}`, goes: ['lock-child-table'], leaves: true,
      needs: ['pte-lock'], ends: ['pte-lock', 'child-table'],
    }),
    label('finished'),
    step('all-copied', () => done, { leaves: true }),
  ],
  [
    step('begin-write-protect-seq', beginWriteProtectSeq, {
      reads: 'mm.writeProtectSeq', writes: 'mm.writeProtectSeq', gives: ['odd-sequence'],
    }),
    step('end-write-protect-seq', endWriteProtectSeq, {
      reads: 'mm.writeProtectSeq', writes: 'mm.writeProtectSeq', needs: ['odd-sequence'], ends: ['odd-sequence'],
    }),
  ],
  ['mmap-lock'],
);

