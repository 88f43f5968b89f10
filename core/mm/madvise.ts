/** madvise(2): the advice that drops pages, and that which marks areas for fork. */

import { Vma } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { isMapped, isolateVmas, nextVma } from '../machine/vma.js';
import { codes } from '../program/values.js';
import { failPending } from './failing.js';
import {
  lockMmForRead,
  lockMmForWrite,
  unlockMmForRead,
  unlockMmForReadFailing,
  unlockMmForWrite,
  unlockMmForWriteFailing,
} from './mmap-lock.js';
import { op } from './operation-registers.js';
import { vmaLocksOfRange } from './vma-lock.js';
import { anyError, fail, listNumber, next } from '../engine/answers.js';
import { label, operation, step } from '../engine/step.js';
import { findsVma, wholeVma } from '../machine/footprints.js';
import { callZap, zapRange } from './memory/zap-range.js';
import { begin, type Range } from './begin.js';
import type { WorkloadAdvice } from '../program/workload.js';

const EINVAL = fail('EINVAL');

/** A hole is answered with ENOMEM, though the pages around it are advised. */
function noteHoles(m: Machine, a: number): void {
  if (!isMapped(m, a, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1)) m.set(a, op.pending, codes.ENOMEM);
}

function zapAdvised(m: Machine, a: number) {
  noteHoles(m, a);
  return zapRange(m, a, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1);
}

/** MADV_DONTNEED: zaps the pages, the area stays. */
export const dontneed = operation('madvise-dontneed', 'madvise_dontneed_single_vma', [
  lockMmForRead('lock-mm-for-dontneed'),
  step('zap-advised', [callZap], zapAdvised, { reads: findsVma, needs: ['mmap-lock'] }),
  step('answer-hole', [next, anyError], failPending, { optional: true }),
  unlockMmForRead('unlock-mm-after-dontneed'),
  label('back-off'),
  unlockMmForReadFailing('unlock-mm-failing-dontneed'),
]);

/** Flags to set and clear of the advice in `op.advice`: `set | clear << 8`. */
function forkAdvice(set: number, clear: number): number {
  return set | (clear << 8);
}

/**
 * MADV_DONTFORK, DOFORK, WIPEONFORK; the last only for private anonymous memory. An area that has the advice already is
 * not split (madvise_behavior, in every era).
 */
function markVmas(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  const first = m.get(a, op.first);
  const end = m.get(a, op.last) + 1;
  const set = m.get(a, op.advice) & 0xff;
  const clear = m.get(a, op.advice) >> 8;
  noteHoles(m, a);
  let vmaEnd = first;
  for (let v = nextVma(m, a, mm, first); v >= 0 && m.vma.first.load(a, v) < end; v = nextVma(m, a, mm, vmaEnd)) {
    if ((set & Vma.wipeOnFork) !== 0 && (m.vma.flags.load(a, v) & (Vma.shared | Vma.file)) !== 0) return EINVAL;
    const advised = (m.vma.flags.load(a, v) & ~clear) | set;
    vmaEnd = m.vma.end.load(a, v);
    if (advised === m.vma.flags.load(a, v)) continue;
    const from = Math.max(first, m.vma.first.load(a, v));
    for (const inside of isolateVmas(m, a, mm, from, Math.min(end, vmaEnd))) m.vma.flags.store(a, inside, advised);
  }
  return next;
}

/** MADV_DONTFORK, MADV_DOFORK, MADV_WIPEONFORK, MADV_KEEPONFORK: a flag of the area. */
export const adviseFork = operation(
  'madvise-fork',
  'madvise_vma_behavior',
  [
    lockMmForWrite('lock-mm-for-advice'),
    step('mark-vmas', [next, EINVAL], markVmas, { reads: wholeVma, writes: wholeVma, needs: ['mmap-lock'] }),
    step('answer-unadvised', [next, anyError], failPending, { optional: true }),
    unlockMmForWrite('unlock-mm-after-advice'),
    label('back-off'),
    unlockMmForWriteFailing('unlock-mm-failing-advice'),
  ],
  vmaLocksOfRange,
);

const dontneedNumber = listNumber('madvise-dontneed');
const adviseNumber = listNumber('madvise-fork');

const forkAdvices: Partial<Record<WorkloadAdvice, number>> = {
  dontfork: forkAdvice(Vma.dontFork, 0),
  dofork: forkAdvice(0, Vma.dontFork),
  wipeonfork: forkAdvice(Vma.wipeOnFork, 0),
  keeponfork: forkAdvice(0, Vma.wipeOnFork),
};

/** madvise(2). Throws for advice that this machine has not. */
export function beginMadvise(m: Machine, a: number, range: Range, advice: WorkloadAdvice): void {
  const marks = forkAdvices[advice];
  if (marks === undefined && advice !== 'dontneed') throw new Error(`madvise ${advice} is not built`);
  if (marks !== undefined) m.set(a, op.advice, marks);
  begin(m, a, marks === undefined ? dontneedNumber : adviseNumber, range);
}
