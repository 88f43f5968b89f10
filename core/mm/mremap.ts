/** mremap(2) with MREMAP_FIXED. Which areas one call may move is the policy's order. */

import type { Machine } from '../machine/machine.js';
import { findVma, isolateVmas, isOneArea, nextVma, unmapVmas } from '../machine/vma.js';
import { lockMmForWrite, unlockMmForWrite, unlockMmForWriteFailing } from './mmap-lock.js';
import { callMove, movePtes } from './move-ptes.js';
import { op } from './operation-registers.js';
import { vmaLocksOfMm } from './vma-lock.js';
import { registers } from '../engine/registers.js';
import { fail, goto, listNumber, next } from '../engine/answers.js';
import { label, operation, step } from '../engine/step.js';
import { describesVma, findsVma, wholeVma } from '../machine/footprints.js';
import { callZap, zapRange } from './memory/zap-range.js';
import { begin, type Range } from './begin.js';

/** What moves at once: `first` <= page < `end`; `moved`: its areas are at their destination, its page tables not all of them. */
const moving = registers('mremap', ['first', 'end', 'moved']);
const EFAULT = fail('EFAULT');
const toEnd = goto('unlock-mm-after-move');
const toNextArea = goto('next-area');

function distance(m: Machine, a: number): number {
  return m.get(a, op.to) - m.get(a, op.first);
}

function move(m: Machine, a: number, first: number, end: number) {
  m.set(a, op.page, first);
  m.set(a, moving.first, first);
  m.set(a, moving.end, end);
  return next;
}

/** All of it. That source and destination are apart is the loader's to see to. */
function takeRange(m: Machine, a: number) {
  return move(m, a, m.get(a, op.first), m.get(a, op.last) + 1);
}

/** vma_lookup ahead of everything else, since hugetlb areas move (550a7d60bd5e): nothing has happened yet. */
function lookUpSource(m: Machine, a: number) {
  return findVma(m, a, m.get(a, op.mm), m.get(a, op.first)) < 0 ? EFAULT : next;
}

/**
 * remap_move: area by area, holes stay holes and what lies at the destination under them stays too. Only the first page
 * must be mapped (d23cb648e365).
 */
function nextArea(m: Machine, a: number) {
  const page = m.get(a, op.page);
  const end = m.get(a, op.last) + 1;
  const v = nextVma(m, a, m.get(a, op.mm), page);
  const first = v < 0 ? end : Math.max(m.vma.first.load(a, v), page);
  if (page === m.get(a, op.first) && first !== page) return EFAULT;
  return first >= end ? toEnd : move(m, a, first, Math.min(m.vma.end.load(a, v), end));
}

function goOnBehind(m: Machine, a: number) {
  m.set(a, moving.moved, 0);
  m.set(a, op.page, m.get(a, moving.end));
  return toNextArea;
}

function clearDestination(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  const first = m.get(a, moving.first) + distance(m, a);
  const end = m.get(a, moving.end) + distance(m, a);
  unmapVmas(m, a, mm, first, end);
  return zapRange(m, a, mm, first, end);
}

/** vma_to_resize: one area. By then the destination is gone. */
function checkSource(m: Machine, a: number) {
  return isOneArea(m, a, m.get(a, op.mm), m.get(a, moving.first), m.get(a, moving.end)) ? next : EFAULT;
}

/** copy_vma: attributes, anon_vma and reverse-map indexes move along. */
function moveVmas(m: Machine, a: number) {
  shiftVmas(m, a, m.get(a, moving.first), m.get(a, moving.end), distance(m, a));
  m.set(a, moving.moved, 1);
  return next;
}

function shiftVmas(m: Machine, a: number, first: number, end: number, by: number): void {
  for (const v of isolateVmas(m, a, m.get(a, op.mm), first, end)) {
    m.vma.first.add(a, v, by);
    m.vma.end.add(a, v, by);
  }
}

/**
 * move_vma: where page tables could not be moved, those that were are back by now, and the new area goes. The destination is
 * empty. What fails before or behind that has no areas to move back.
 */
function moveVmasBack(m: Machine, a: number): void {
  if (m.get(a, moving.moved) === 0) return;
  const by = distance(m, a);
  shiftVmas(m, a, m.get(a, moving.first) + by, m.get(a, moving.end) + by, -by);
}

function movePageTables(m: Machine, a: number) {
  return movePtes(m, a, m.get(a, moving.first), m.get(a, moving.end), distance(m, a));
}

const movesVmas = { reads: findsVma, writes: ['vma.first', 'vma.end'] } as const;

/** mremap(2) to a fixed place: areas are set apart and copied, PTEs move, the old areas go. */
export const mremap = operation(
  'mremap',
  'move_vma',
  [
    lockMmForWrite('lock-mm-for-move'),
    step('take-range', [next], takeRange, { needs: ['mmap-lock'] }),
    step('clear-destination', [callZap], clearDestination, { reads: wholeVma, writes: wholeVma, needs: ['mmap-lock'] }),
    step('check-source', [next, EFAULT], checkSource, { reads: describesVma, needs: ['mmap-lock'], optional: true }),
    step('move-vmas', [next], moveVmas, { reads: wholeVma, writes: wholeVma, needs: ['mmap-lock'] }),
    step('move-page-tables', [callMove], movePageTables, { needs: ['mmap-lock'] }),
    unlockMmForWrite('unlock-mm-after-move'),
    label('back-off'),
    unlockMmForWriteFailing('unlock-mm-failing-move', moveVmasBack, movesVmas),
  ],
  [
    step('look-up-source', [next, EFAULT], lookUpSource, { reads: findsVma, needs: ['mmap-lock'] }),
    step('next-area', [next, toEnd, EFAULT], nextArea, { reads: findsVma, needs: ['mmap-lock'] }),
    step('go-on-behind', [toNextArea], goOnBehind, { needs: ['mmap-lock'] }),
    ...vmaLocksOfMm,
  ],
);

const mremapNumber = listNumber('mremap');

/** mremap(2) with MREMAP_FIXED. @param to first page of the destination */
export function beginMremap(m: Machine, a: number, range: Range, to: number): void {
  m.set(a, op.to, to);
  m.set(a, moving.moved, 0);
  begin(m, a, mremapNumber, range);
}
