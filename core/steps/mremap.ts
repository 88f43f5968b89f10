/** mremap(2) with MREMAP_FIXED: page tables move, pages do not. Which areas one call may move is the policy's order. */

import { Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { tryFlush } from '../machine/tlb.js';
import { findVma, isolateVmas, isOneArea, nextVma, unmapVmas } from '../machine/vmas.js';
import { again } from './failing.js';
import { tryWriteLock, writeUnlock } from './locks.js';
import { op } from './op.js';
import { registers } from './registers.js';
import { blocked, done, fail, goto, label, next, operation, step, type Answer } from './step.js';
import { findsVma, flushes, mmapLock, setsPte, wholeVma } from './touches.js';
import { zapRange } from './unmap.js';
import { lockTableOf, nextMapped, setWalkedPte, unlockTable, walk } from './walk.js';

/** What moves at once, `first` <= page < `end`, and the PTE on its way. */
const moving = registers('mremap', ['first', 'end', 'word', 'frame']);
const EFAULT = fail('EFAULT');
const toSearch = goto('find-pte-to-move');
const toMoved = goto('area-moved');
const toEnd = goto('unlock-mm-after-move');

function distance(m: Machine, a: number): number {
  return m.get(a, op.to) - m.get(a, op.first);
}

function lockMmForMove(m: Machine, a: number): Answer {
  return tryWriteLock(m, a, m.get(a, op.mm)) ? next : blocked;
}

function move(m: Machine, a: number, first: number, end: number): Answer {
  m.set(a, op.page, first);
  m.set(a, moving.first, first);
  m.set(a, moving.end, end);
  return next;
}

/** All of it. That source and destination are apart is the loader's to see to. */
function takeRange(m: Machine, a: number): Answer {
  return move(m, a, m.get(a, op.first), m.get(a, op.last) + 1);
}

/** vma_lookup ahead of everything else, since hugetlb areas move (550a7d60bd5e): nothing has happened yet. */
function lookUpSource(m: Machine, a: number): Answer {
  return findVma(m, m.get(a, op.mm), m.get(a, op.first)) < 0 ? EFAULT : next;
}

/**
 * remap_move: area by area, holes stay holes and what lies at the destination under them stays too. Only the first page
 * must be mapped (d23cb648e365).
 */
function nextArea(m: Machine, a: number): Answer {
  const page = m.get(a, op.page);
  const end = m.get(a, op.last) + 1;
  const v = nextVma(m, m.get(a, op.mm), page);
  const first = v < 0 ? end : Math.max(m.vma.first[v], page);
  if (page === m.get(a, op.first) && first !== page) return EFAULT;
  return first >= end ? toEnd : move(m, a, first, Math.min(m.vma.end[v], end));
}

function clearDestination(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const first = m.get(a, moving.first) + distance(m, a);
  const end = m.get(a, moving.end) + distance(m, a);
  unmapVmas(m, mm, first, end);
  return zapRange(m, a, mm, first, end);
}

/** vma_to_resize: one area. By then the destination is gone. */
function checkSource(m: Machine, a: number): Answer {
  return isOneArea(m, m.get(a, op.mm), m.get(a, moving.first), m.get(a, moving.end)) ? next : EFAULT;
}

/** copy_vma: attributes, anon_vma and reverse-map indexes move along. */
function moveVmas(m: Machine, a: number): Answer {
  for (const v of isolateVmas(m, m.get(a, op.mm), m.get(a, moving.first), m.get(a, moving.end))) {
    m.vma.first[v] += distance(m, a);
    m.vma.end[v] += distance(m, a);
  }
  return next;
}

function findPteToMove(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const end = m.get(a, moving.end);
  const page = nextMapped(m, mm, m.get(a, op.page), end);
  m.set(a, op.page, page);
  return page < end ? lockTableOf(m, a, mm, page, false) : toMoved;
}

function takePte(m: Machine, a: number): Answer {
  const pte = m.get(a, walk.pte);
  m.set(a, moving.word, m.pte.word[pte]);
  m.set(a, moving.frame, m.pte.frame[pte]);
  setWalkedPte(m, a, Pte.none, 0);
  unlockTable(m, a);
  return next;
}

function flushMoved(m: Machine, a: number): Answer {
  const page = m.get(a, op.page);
  return tryFlush(m, a, m.get(a, op.mm), page, page + 1) ? next : blocked;
}

function lockDestination(m: Machine, a: number): Answer {
  return lockTableOf(m, a, m.get(a, op.mm), m.get(a, op.page) + distance(m, a), true);
}

function putPte(m: Machine, a: number): Answer {
  setWalkedPte(m, a, m.get(a, moving.word), m.get(a, moving.frame));
  unlockTable(m, a);
  m.set(a, op.page, m.get(a, op.page) + 1);
  return toSearch;
}

function unlockMmAfterMove(m: Machine, a: number): Answer {
  writeUnlock(m, m.get(a, op.mm));
  return done;
}

function unlockMmFailing(m: Machine, a: number): Answer {
  writeUnlock(m, m.get(a, op.mm));
  return again(m, a);
}

export const mremap = operation('mremap', 'move_vma, move_ptes', [
  step('lock-mm-for-move', lockMmForMove, { ...mmapLock.write, mandatory: true, gives: ['mmap-lock'] }),
  step('take-range', takeRange, { mandatory: true, needs: ['mmap-lock'] }),
  step('clear-destination', clearDestination, {
    reads: wholeVma, writes: wholeVma, calls: ['zap-range'], mandatory: true, needs: ['mmap-lock'],
  }),
  step('check-source', checkSource, { reads: wholeVma, fails: true, needs: ['mmap-lock'] }),
  step('move-vmas', moveVmas, { reads: wholeVma, writes: wholeVma, mandatory: true, needs: ['mmap-lock'] }),
  step('find-pte-to-move', findPteToMove, {
    reads: 'pmd.table pte.word', calls: ['own-and-lock-table'], mandatory: true, goes: ['area-moved'],
    needs: ['mmap-lock'], gives: ['pte-lock'],
  }),
  step('take-pte', takePte, {
    reads: setsPte.reads, writes: `${setsPte.writes} table.lockedBy`, mandatory: true, needs: ['pte-lock'],
    ends: ['pte-lock'],
  }),
  step('flush-moved', flushMoved, { ...flushes, mandatory: true }),
  step('lock-destination', lockDestination, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('put-pte', putPte, {
    reads: setsPte.reads, writes: `${setsPte.writes} table.lockedBy`, mandatory: true, goes: ['find-pte-to-move'], leaves: true,
    needs: ['pte-lock'], ends: ['pte-lock'],
  }),
  label('area-moved'),
  step('unlock-mm-after-move', unlockMmAfterMove, {
    ...mmapLock.writeUnlock, mandatory: true, leaves: true, needs: ['mmap-lock'], ends: ['mmap-lock'],
  }),
  label('back-off'),
  step('unlock-mm-failing-move', unlockMmFailing, {
    ...mmapLock.writeUnlock, mandatory: true, leaves: true, fails: true, ends: ['mmap-lock'],
  }),
], [
  step('look-up-source', lookUpSource, { reads: findsVma, fails: true, needs: ['mmap-lock'] }),
  step('next-area', nextArea, { reads: findsVma, fails: true, goes: ['unlock-mm-after-move'], needs: ['mmap-lock'] }),
]);
