/** mmap(2) of a declared area, and munmap(2). */

import type { Machine } from '../machine/machine.js';
import { mapVma, unmapVmas } from '../machine/vma.js';
import { downgrade, readUnlock, writeUnlock } from '../machine/mmap-lock.js';
import { givesMmapLockBack, lockMmForWrite, unlockMmForWrite } from './mmap-lock.js';
import { op } from './operation-registers.js';
import { vmaLocksOfRange } from './vma-lock.js';
import { done, listNumber, next } from '../engine/answers.js';
import { operation, step } from '../engine/step.js';
import { describesVma, findsVma, mmapLock, wholeVma } from '../machine/footprints.js';
import { callZap, zapRange } from './memory/zap-range.js';
import { begin, protBits, type Range } from './begin.js';
import type { Protection } from '../program/program.js';

function detachVmas(m: Machine, a: number) {
  unmapVmas(m, a, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1);
  return next;
}

function zapArea(m: Machine, a: number) {
  return zapRange(m, a, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1);
}

/** The areas are gone, so nobody else meets their page tables but the lockless (dd2283f2605e); others need not wait for the zap. */
function downgradeMm(m: Machine, a: number) {
  downgrade(m, a, m.get(a, op.mm));
  return next;
}

/** __vm_munmap: for reading, if it was downgraded. */
function unlockMmAfterMunmap(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  if (m.mm.mmapWriter.load(a, mm) === a + 1) writeUnlock(m, a, mm);
  else readUnlock(m, a, mm);
  return done;
}

const splits = { reads: wholeVma, writes: wholeVma } as const;

/** munmap(2): under the mmap lock for writing, which a policy may downgrade before it zaps (dd2283f2605e). */
export const munmap = operation(
  'munmap',
  '__do_munmap',
  [
    lockMmForWrite('lock-mm-for-munmap'),
    step('detach-vmas', [next], detachVmas, { ...splits, needs: ['mmap-lock'] }),
    step('zap-unmapped', [callZap], zapArea),
    step('unlock-mm-after-munmap', [done], unlockMmAfterMunmap, { ...mmapLock.eitherUnlock, ...givesMmapLockBack }),
  ],
  [step('downgrade-mm-lock', [next], downgradeMm, { ...mmapLock.downgrade, needs: ['mmap-lock'] }), ...vmaLocksOfRange],
);

/** mmap_region: MAP_FIXED over the area's own range; page-cache or zero-fill behind it, never the old contents. */
function mapArea(m: Machine, a: number) {
  const first = m.get(a, op.first);
  mapVma(m, a, m.get(a, op.mm), {
    first,
    pages: m.get(a, op.last) + 1 - first,
    prot: m.get(a, op.prot),
    flags: m.get(a, op.vmaFlags),
    offset: m.get(a, op.offset),
  });
  return next;
}

/** mmap(2) at a fixed place: what is there is unmapped first. */
export const mmap = operation('mmap', 'mmap_region', [
  lockMmForWrite('lock-mm-for-mmap'),
  step('detach-old', [next], detachVmas, { reads: findsVma, writes: wholeVma, needs: ['mmap-lock'] }),
  step('zap-old', [callZap], zapArea),
  step('map-area', [next], mapArea, { reads: ['vma.mm'], writes: describesVma, needs: ['mmap-lock'] }),
  unlockMmForWrite('unlock-mm-after-mmap'),
]);

const mmapNumber = listNumber('mmap');
const munmapNumber = listNumber('munmap');

/** What mmap(2) maps. */
export interface AreaArguments {
  readonly prot: Protection;
  /** `Vma` bits. */
  readonly flags: number;
  /** First page-cache page, or for anonymous memory the first page itself. */
  readonly offset: number;
}

/** mmap(2) with MAP_FIXED. */
export function beginMmap(m: Machine, a: number, range: Range, area: AreaArguments): void {
  m.set(a, op.prot, protBits[area.prot]);
  m.set(a, op.vmaFlags, area.flags);
  m.set(a, op.offset, area.offset);
  begin(m, a, mmapNumber, range);
}

/** munmap(2). */
export function beginMunmap(m: Machine, a: number, range: Range): void {
  begin(m, a, munmapNumber, range);
}
