/** mmap(2) of a declared area, munmap(2), and the advice of madvise(2) that drops pages or marks areas for fork. */

import { Vma } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { isMapped, isolateVmas, mapVma, nextVma, unmapVmas } from '../machine/vma.js';
import { codes } from '../program/values.js';
import { failPending } from './failing.js';
import { downgrade, readUnlock, writeUnlock } from '../machine/mmap-lock.js';
import {
  givesMmapLockBack, lockMmForRead, lockMmForWrite, unlockMmForRead, unlockMmForReadFailing, unlockMmForWrite, unlockMmForWriteFailing,
} from './mmap-lock.js';
import { op } from './operation-registers.js';
import { done, fail, label, next, operation, step, type Answer } from '../engine/step.js';
import { findsVma, mmapLock, wholeVma } from '../machine/footprints.js';
import { zapRange } from './memory/zap-range.js';

const EINVAL = fail('EINVAL');

function detachVmas(m: Machine, a: number): Answer {
  unmapVmas(m, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1);
  return next;
}

function zapArea(m: Machine, a: number): Answer {
  return zapRange(m, a, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1);
}

/** The areas are gone, so nobody else meets their page tables but the lockless (dd2283f2605e); others need not wait for the zap. */
function downgradeMm(m: Machine, a: number): Answer {
  downgrade(m, m.get(a, op.mm));
  return next;
}

/** __vm_munmap: for reading, if it was downgraded. */
function unlockMmAfterMunmap(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  if (m.mm.mmapWriter[mm] === a + 1) writeUnlock(m, mm);
  else readUnlock(m, mm);
  return done;
}

const splits = { reads: wholeVma, writes: wholeVma } as const;
const zapTraits = { calls: ['zap-range'], mandatory: true };

/** munmap(2): under the mmap lock for writing, which a policy may downgrade before it zaps (dd2283f2605e). */
export const munmap = operation('munmap', '__do_munmap', [
  lockMmForWrite('lock-mm-for-munmap'),
  step('detach-vmas', detachVmas, { ...splits, mandatory: true, needs: ['mmap-lock'] }),
  step('zap-unmapped', zapArea, zapTraits),
  step('unlock-mm-after-munmap', unlockMmAfterMunmap, { ...mmapLock.eitherUnlock, ...givesMmapLockBack, leaves: true }),
], [
  step('downgrade-mm-lock', downgradeMm, { ...mmapLock.downgrade, needs: ['mmap-lock'] }),
]);

/** mmap_region: MAP_FIXED over the area's own range; page-cache or zero-fill behind it, never the old contents. */
function mapArea(m: Machine, a: number): Answer {
  const first = m.get(a, op.first);
  mapVma(m, m.get(a, op.mm), {
    first, pages: m.get(a, op.last) + 1 - first, prot: m.get(a, op.prot), flags: m.get(a, op.vmaFlags), offset: m.get(a, op.offset),
  });
  return next;
}

/** mmap(2) at a fixed place: what is there is unmapped first. */
export const mmap = operation('mmap', 'mmap_region', [
  lockMmForWrite('lock-mm-for-mmap'),
  step('detach-old', detachVmas, { reads: findsVma, writes: wholeVma, mandatory: true, needs: ['mmap-lock'] }),
  step('zap-old', zapArea, zapTraits),
  step('map-area', mapArea, { reads: 'vma.mm', writes: wholeVma, mandatory: true, needs: ['mmap-lock'] }),
  unlockMmForWrite('unlock-mm-after-mmap'),
]);

/** A hole is answered with ENOMEM, though the pages around it are advised. */
function noteHoles(m: Machine, a: number): void {
  if (!isMapped(m, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1)) m.set(a, op.pending, codes.ENOMEM);
}

function zapAdvised(m: Machine, a: number): Answer {
  noteHoles(m, a);
  return zapArea(m, a);
}

export const dontneed = operation('madvise-dontneed', 'madvise_dontneed_single_vma', [
  lockMmForRead('lock-mm-for-dontneed'),
  step('zap-advised', zapAdvised, { reads: findsVma, ...zapTraits, needs: ['mmap-lock'] }),
  step('answer-hole', failPending, { fails: true }),
  unlockMmForRead('unlock-mm-after-dontneed'),
  label('back-off'),
  unlockMmForReadFailing('unlock-mm-failing-dontneed'),
]);

/** Flags to set and clear of the advice in `op.advice`: `set | clear << 8`. */
export function forkAdvice(set: number, clear: number): number {
  return set | (clear << 8);
}

/**
 * MADV_DONTFORK, DOFORK, WIPEONFORK; the last only for private anonymous memory. An area that has the advice already is
 * not split (madvise_behavior, in every era).
 */
function markVmas(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const first = m.get(a, op.first);
  const end = m.get(a, op.last) + 1;
  const set = m.get(a, op.advice) & 0xff;
  const clear = m.get(a, op.advice) >> 8;
  noteHoles(m, a);
  let vmaEnd = first;
  for (let v = nextVma(m, mm, first); v >= 0 && m.vma.first[v] < end; v = nextVma(m, mm, vmaEnd)) {
    if ((set & Vma.wipeOnFork) !== 0 && (m.vma.flags[v] & (Vma.shared | Vma.file)) !== 0) return EINVAL;
    const advised = (m.vma.flags[v] & ~clear) | set;
    vmaEnd = m.vma.end[v];
    if (advised === m.vma.flags[v]) continue;
    const from = Math.max(first, m.vma.first[v]);
    for (const inside of isolateVmas(m, mm, from, Math.min(end, vmaEnd))) m.vma.flags[inside] = advised;
  }
  return next;
}

export const adviseFork = operation('madvise-fork', 'madvise_vma_behavior', [
  lockMmForWrite('lock-mm-for-advice'),
  step('mark-vmas', markVmas, { ...splits, mandatory: true, fails: true, needs: ['mmap-lock'] }),
  step('answer-unadvised', failPending, { fails: true }),
  unlockMmForWrite('unlock-mm-after-advice'),
  label('back-off'),
  unlockMmForWriteFailing('unlock-mm-failing-advice'),
]);
