/** copy_page_range: the page tables of one VMA, for the child of a fork. The mmap lock is held for writing. */

import { Vma } from '../../machine/bits.js';
import { allocateFrame, noFrame, putFrame } from '../../machine/frame.js';
import type { Machine } from '../../machine/machine.js';
import { isNone, perKind } from '../../machine/pte-kind.js';
import { isCowMapping } from '../../machine/vma.js';
import { again } from '../failing.js';
import { op } from '../operation-registers.js';
import { registers } from '../../engine/registers.js';
import { anyError, blocked, call, done, fail, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { allocates, allocatesTable, puts, walks } from '../../machine/footprints.js';
import { callWalk, lockTableOf, makeTable, nextToBring, walk } from './own-and-lock-table.js';

/**
 * Takes the parent's `vma` and the `page` to begin with, by which fork goes from area to area. `page` is being copied; both its
 * tables are locked, PTEs `parentPte` and `childPte`. `prealloc` is a frame allocated ahead (0 none, as fork leaves it), `again` 1
 * after -EAGAIN: the same PTE once more, with a frame in hand.
 */
export const copying = {
  ...registers('copy-page-range', ['page', 'vma', 'prealloc'], 'callers'),
  ...registers('copy-page-range', ['parentTable', 'parentPte', 'childTable', 'childPte', 'progress', 'again']),
};

const callPte = call('fork-pte');
const ENOMEM = fail('ENOMEM');
const to = {
  walk: goto('find-pte-to-copy'),
  copy: goto('copy-pte'),
  retry: goto('allocate-and-retry'),
  lock: goto('lock-child-table'),
  finish: goto('finished'),
};

/**
 * Areas that never had an anonymous page are left out, shared ones among them: the child's own faults fill their tables
 * (vma_needs_copy from 5.19 on, before that the first lines of copy_page_range).
 */
function vmaNeedsCopy(m: Machine, a: number) {
  return (m.vma.flags.load(a, m.get(a, copying.vma)) & Vma.anonVma) !== 0 ? next : done;
}

/**
 * raw_write_seqcount_begin and _end (57efa1fe5957), for COW mappings only: in between lockless pins of this mm fall back
 * to the slow path, whatever page they want.
 */
function stepWriteProtectSeq(m: Machine, a: number) {
  if (isCowMapping(m, a, m.get(a, copying.vma))) m.mm.writeProtectSeq.add(a, m.get(a, op.mm), 1);
  return next;
}

function findPteToCopy(m: Machine, a: number) {
  const end = m.vma.end.load(a, m.get(a, copying.vma));
  const page = nextToBring(m, a, m.get(a, op.mm), m.get(a, copying.page), end, m.get(a, op.child), 0);
  if (page === end) return to.finish;
  m.set(a, copying.page, page);
  m.set(a, copying.progress, 0);
  return next;
}

/** pte_alloc_map_lock, which comes before the parent's PTEs are looked at. */
function lockChildTable(m: Machine, a: number) {
  return (
    makeTable(m, a, m.get(a, op.child), m.get(a, copying.page), ENOMEM) ??
    lockTableOf(m, a, m.get(a, op.child), m.get(a, copying.page))
  );
}

function lockParentTable(m: Machine, a: number) {
  m.set(a, copying.childTable, m.get(a, walk.table));
  m.set(a, copying.childPte, m.get(a, walk.pte));
  return lockTableOf(m, a, m.get(a, op.mm), m.get(a, copying.page));
}

function rememberParentTable(m: Machine, a: number) {
  m.set(a, copying.parentTable, m.get(a, walk.table));
  m.set(a, copying.parentPte, m.get(a, walk.pte));
  return next;
}

/** copy_present_pte copies what is present; where nothing is, there is nothing to copy. */
const copyPteRange = perKind('copy_pte_range', { none: next, present: callPte, zero: callPte });

function copyPte(m: Machine, a: number) {
  m.set(a, copying.again, 0);
  return copyPteRange.of(m.pte.entry.word(a, m.get(a, copying.parentPte)));
}

/** Locks are dropped every 32 units of progress: 8 for a PTE that is there, 1 for an empty one. */
const progressLimit = 32;

function advance(m: Machine, a: number) {
  if (m.get(a, copying.again) === 1) return to.retry;
  dropUnusedFrame(m, a);
  const page = m.get(a, copying.page);
  const end = Math.min(m.vma.end.load(a, m.get(a, copying.vma)), (Math.trunc(page / m.tableSize) + 1) * m.tableSize);
  const first = m.get(a, copying.parentPte) - page;
  let progress = m.get(a, copying.progress) + (isNone(m.pte.entry.word(a, first + page)) ? 1 : 8);
  let p = page + 1;
  while (p < end && progress < progressLimit && isNone(m.pte.entry.word(a, first + p))) {
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
  m.table.lockedBy.store(a, m.get(a, copying.parentTable), 0);
  m.table.lockedBy.store(a, m.get(a, copying.childTable), 0);
}

function unlockTables(m: Machine, a: number) {
  unlockBoth(m, a);
  return to.walk;
}

/** page_copy_prealloc: allocation sleeps, so both locks are dropped and the same PTE is looked at again. */
function allocateAndRetry(m: Machine, a: number) {
  unlockBoth(m, a);
  const pfn = allocateFrame(m, a);
  if (pfn === noFrame) return ENOMEM;
  m.set(a, copying.prealloc, pfn);
  m.emit('fork-retries');
  return to.lock;
}

/** The pin had vanished when the PTE was looked at again. The frame is for this address only, it is not kept. */
function dropUnusedFrame(m: Machine, a: number): void {
  const pfn = m.get(a, copying.prealloc);
  if (pfn === 0) return;
  putFrame(m, a, pfn);
  m.set(a, copying.prealloc, 0);
}

/** `out` of copy_pte_range. There is something to drop only where a step of a policy's own fails, which declares its footprint. */
function dropPreallocated(m: Machine, a: number) {
  dropUnusedFrame(m, a);
  return again(m, a);
}

const sequence = { reads: ['vma.flags', 'mm.writeProtectSeq'], writes: ['mm.writeProtectSeq'] } as const;

/** fork's way through the PTEs of one area; every 32 units of progress the locks are dropped (copy_pte_range). */
export const copyPageRange = operation(
  'copy-page-range',
  'copy_page_range, copy_pte_range',
  [
    step('vma-needs-copy', [next, done], vmaNeedsCopy, { reads: ['vma.flags'], optional: true }),
    step('find-pte-to-copy', [next, to.finish], findPteToCopy, {
      reads: ['vma.end', ...walks, 'pte.entry'],
      needs: ['mmap-lock'],
    }),
    step('lock-child-table', [callWalk, blocked, ENOMEM], lockChildTable, { ...allocatesTable, gives: ['child-table'] }),
    step('lock-parent-table', [callWalk], lockParentTable, { needs: ['child-table'], gives: ['pte-lock'] }),
    step('remember-parent-table', [next], rememberParentTable, { needs: ['pte-lock'] }),
    step('copy-pte', [next, callPte], copyPte, { reads: ['pte.entry'], needs: ['pte-lock'] }),
    step('advance', [next, to.retry, to.copy], advance, {
      reads: ['vma.end', 'pte.entry', ...puts.reads],
      writes: puts.writes,
      needs: ['pte-lock'],
      ends: ['preallocated'],
    }),
    step('unlock-tables', [to.walk], unlockTables, {
      writes: ['table.lockedBy'],
      needs: ['pte-lock'],
      ends: ['pte-lock', 'child-table'],
    }),
    step('allocate-and-retry', [to.lock, ENOMEM], allocateAndRetry, {
      reads: allocates.reads,
      writes: ['table.lockedBy', ...allocates.writes],
      needs: ['pte-lock'],
      ends: ['pte-lock', 'child-table'],
      givesOnJump: ['preallocated'],
      optional: true,
    }),
    label('finished'),
    step('all-copied', [done], () => done, { optional: true }),
    label('back-off'),
    step('drop-preallocated', [anyError], dropPreallocated, { ends: ['preallocated'] }),
  ],
  [
    step('begin-write-protect-seq', [next], stepWriteProtectSeq, { ...sequence, gives: ['odd-sequence'] }),
    step('end-write-protect-seq', [next], stepWriteProtectSeq, { ...sequence, needs: ['odd-sequence'], ends: ['odd-sequence'] }),
    step('end-write-protect-seq-failing', [next], stepWriteProtectSeq, {
      ...sequence,
      needs: ['odd-sequence'],
      ends: ['odd-sequence'],
    }),
  ],
  ['mmap-lock'],
);
