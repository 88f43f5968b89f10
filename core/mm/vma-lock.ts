/**
 * Faults under the lock of their area (lock_vma_under_rcu, 6.4): they go on beside whoever has the mmap lock, unless he has locked
 * the area for writing. The steps are at hand in the lists that may need them; a policy that has such locks inserts them.
 */

import { Vma } from '../machine/bits.js';
import { findsVma } from '../machine/footprints.js';
import type { Machine } from '../machine/machine.js';
import { readUnlock } from '../machine/mmap-lock.js';
import { findVma, nextVma } from '../machine/vma.js';
import { readUnlockVma, tryReadLockVma, tryWriteLockVma, writeUnlockVmas } from '../machine/vma-lock.js';
import { anyError, blocked, call, done, goto, next } from '../engine/answers.js';
import { anyOf } from '../engine/facts.js';
import { registers } from '../engine/registers.js';
import { step, type Step } from '../engine/step.js';
import { again } from './failing.js';
import { fault } from './memory/faulting.js';
import { op } from './operation-registers.js';

/** `locked`: the area whose lock this fault has, + 1; 0: it has the mmap lock. */
const own = registers('page-fault', ['locked']);

const toLocked = goto('handle-under-vma-lock');
const callHandle = call('handle-mm-fault');

/** A fault that may need more than its area, a file or the first anon_vma, takes the mmap lock as ever. */
function mayLockAlone(m: Machine, a: number, v: number): boolean {
  return (m.vma.flags.load(a, v) & (Vma.file | Vma.anonVma)) === Vma.anonVma;
}

function lockVma(m: Machine, a: number) {
  const v = findVma(m, a, m.get(a, fault.mm), m.get(a, fault.page));
  m.set(a, own.locked, 0);
  if (v < 0 || !mayLockAlone(m, a, v) || !tryReadLockVma(m, a, v)) return next;
  m.set(a, own.locked, v + 1);
  return toLocked;
}

function unlockVma(m: Machine, a: number) {
  readUnlockVma(m, a, m.get(a, own.locked) - 1);
  return done;
}

function unlockEither(m: Machine, a: number) {
  const locked = m.get(a, own.locked);
  if (locked > 0) readUnlockVma(m, a, locked - 1);
  else readUnlock(m, a, m.get(a, fault.mm));
  return again(m, a);
}

/** For `page-fault`: `lock-vma` before the mmap lock is taken, and what follows where it was had. */
export const vmaLockOfFault: readonly Step[] = [
  step('lock-vma', [next, toLocked], lockVma, {
    reads: [...findsVma, 'vma.flags', 'vma.lock'],
    writes: ['vma.lock'],
    givesOnJump: ['vma-lock'],
  }),
  step('handle-under-vma-lock', [callHandle], () => callHandle, { needs: ['vma-lock'] }),
  step('unlock-vma', [done], unlockVma, { reads: ['vma.lock'], writes: ['vma.lock'], needs: ['vma-lock'], ends: ['vma-lock'] }),
  step('unlock-failing-fault', [anyError], unlockEither, {
    reads: ['vma.lock', 'mm.mmapReaders'],
    writes: ['vma.lock', 'mm.mmapReaders'],
    needs: [anyOf('mmap-lock', 'vma-lock')],
    ends: ['mmap-lock', 'vma-lock'],
  }),
];

/** The areas of a range are locked all at once, where the kernel takes one after the other. */
function writeLockAreas(m: Machine, a: number, first: number, end: number) {
  const mm = m.get(a, op.mm);
  const inside: number[] = [];
  for (let v = nextVma(m, a, mm, first); v >= 0 && m.vma.first.load(a, v) < end; v = nextVma(m, a, mm, m.vma.end.load(a, v))) {
    if (m.vma.lock.load(a, v) > 0) return blocked;
    inside.push(v);
  }
  for (const v of inside) tryWriteLockVma(m, a, v);
  return next;
}

function endAreaWrites(m: Machine, a: number) {
  writeUnlockVmas(m, a);
  return next;
}

/** `end-area-writes` is for the way on, its like for the way out with an error. */
function writersSteps(lockAreas: (m: Machine, a: number) => ReturnType<typeof writeLockAreas>): readonly Step[] {
  const touched = { reads: ['vma.lock'], writes: ['vma.lock'] } as const;
  const ending = { ...touched, needs: ['mmap-lock', 'vma-write-locks'], ends: ['vma-write-locks'] } as const;
  return [
    step('write-lock-areas', [next, blocked], lockAreas, {
      reads: [...findsVma, ...touched.reads],
      writes: touched.writes,
      needs: ['mmap-lock'],
      gives: ['vma-write-locks'],
    }),
    step('end-area-writes', [next], endAreaWrites, ending),
    step('end-area-writes-failing', [next], endAreaWrites, ending),
  ];
}

/** For lists that change the areas of their range under the mmap lock for writing (vma_start_write, vma_end_write_all). */
export const vmaLocksOfRange = writersSteps((m, a) => writeLockAreas(m, a, m.get(a, op.first), m.get(a, op.last) + 1));

/** For lists that work on all areas of their address space. */
export const vmaLocksOfMm = writersSteps((m, a) => writeLockAreas(m, a, 0, m.pages));
