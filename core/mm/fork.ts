/** fork(2): the parent's VMAs one by one, each with its page tables, under the parent's mmap lock. */

import { Vma } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { tryFlush } from '../machine/tlb.js';
import { duplicateVma, nextVma } from '../machine/vma.js';
import { copying } from './memory/copy-page-range.js';
import { callZap, zapRange } from './memory/zap-range.js';
import { freed, freeMm } from './exit.js';
import { again } from './failing.js';
import { lockMmForWrite, unlockMmForWrite } from './mmap-lock.js';
import { op } from './operation-registers.js';
import { vmaLocksOfMm } from './vma-lock.js';
import { anyError, blocked, call, done, goto, listNumber, next } from '../engine/answers.js';
import { label, operation, step } from '../engine/step.js';
import { flushes, wholeVma } from '../machine/footprints.js';
import { beginOnMm } from './begin.js';

const callRange = call('copy-page-range');
const toVma = goto('duplicate-vma');
const toEnd = goto('all-duplicated');

/** mm_init. The child's has_pinned starts at 0; it becomes runnable only when fork returns. */
function createChild(m: Machine, a: number) {
  m.mm.forkRoot.store(a, m.get(a, op.child), m.mm.forkRoot.load(a, m.get(a, op.mm)));
  m.set(a, copying.page, 0);
  m.set(a, copying.prealloc, 0);
  m.emit('forks');
  return next;
}

/**
 * The loop of dup_mmap: vm_area_dup, anon_vma_fork and copy_page_range of one VMA. MADV_DONTFORK areas are left out, and
 * the page tables of MADV_WIPEONFORK ones.
 */
function duplicateOneVma(m: Machine, a: number) {
  const parent = m.get(a, op.mm);
  for (let v = nextVma(m, a, parent, m.get(a, copying.page)); v >= 0; v = nextVma(m, a, parent, m.vma.end.load(a, v))) {
    if ((m.vma.flags.load(a, v) & Vma.dontFork) !== 0) continue;
    duplicateVma(m, a, v, m.get(a, op.child));
    if ((m.vma.flags.load(a, v) & Vma.wipeOnFork) !== 0) continue;
    m.set(a, copying.vma, v);
    m.set(a, copying.page, m.vma.first.load(a, v));
    return callRange;
  }
  return toEnd;
}

function nextVmaToDuplicate(m: Machine, a: number) {
  m.set(a, copying.page, m.vma.end.load(a, m.get(a, copying.vma)));
  return toVma;
}

/** flush_tlb_mm at the end of fork: until here other threads may store through stale translations. */
function flushAfterFork(m: Machine, a: number) {
  return tryFlush(m, a, m.get(a, op.mm), 0, m.pages) ? next : blocked;
}

function startChild(m: Machine, a: number) {
  m.mm.alive.store(a, m.get(a, op.child), 1);
  return done;
}

/** mmput of a child that is not whole: what it has is given back as at an exit. The parent's PTEs stay write-protected. */
function zapHalfMade(m: Machine, a: number) {
  return zapRange(m, a, m.get(a, op.child), 0, m.pages);
}

function freeHalfMade(m: Machine, a: number) {
  freeMm(m, a, m.get(a, op.child));
  return again(m, a);
}

/** fork(2): area by area, under the mmap locks of parent and child, with one flush at the end, also where memory runs out. */
export const fork = operation(
  'fork',
  'dup_mmap',
  [
    lockMmForWrite('lock-mm-for-fork'),
    step('create-child', [next], createChild, { reads: ['mm.forkRoot'], writes: ['mm.forkRoot'] }),
    step('duplicate-vma', [toEnd, callRange], duplicateOneVma, { reads: wholeVma, writes: wholeVma, needs: ['mmap-lock'] }),
    step('next-vma', [toVma], nextVmaToDuplicate, { reads: ['vma.end'] }),
    label('all-duplicated'),
    step('flush-after-fork', [next, blocked], flushAfterFork, flushes),
    unlockMmForWrite('unlock-mm-after-fork', next),
    step('start-child', [done], startChild, { writes: ['mm.alive'] }),
    label('back-off'),
    step('flush-after-failed-fork', [next, blocked], flushAfterFork, flushes),
    unlockMmForWrite('unlock-mm-after-failed-fork', next),
    step('zap-half-made-child', [callZap], zapHalfMade),
    step('free-half-made-child', [anyError], freeHalfMade, freed),
  ],
  vmaLocksOfMm,
);

const forkNumber = listNumber('fork');

/** fork(2) of an address space into a free one. */
export function beginFork(m: Machine, a: number, mm: number, child: number): void {
  m.set(a, op.child, child);
  beginOnMm(m, a, forkNumber, mm);
}
