/** mremap(2) with MREMAP_FIXED: page tables move, pages do not. */

import { Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { tryFlush } from '../machine/tlb.js';
import { isMapped, isolateVmas, unmapVmas } from '../machine/vmas.js';
import { again } from './failing.js';
import { tryWriteLock, writeUnlock } from './locks.js';
import { op } from './op.js';
import { registers } from './registers.js';
import { blocked, done, fail, goto, label, next, operation, step, type Answer } from './step.js';
import { flushes, mmapLock, wholeVma } from './touches.js';
import { zapRange } from './unmap.js';
import { lockTableOf, nextMapped, unlockTable, walk } from './walk.js';

/** The PTE on its way. */
const moving = registers('mremap', ['word', 'frame']);
const EFAULT = fail('EFAULT');
const EINVAL = fail('EINVAL');
const toSearch = goto('find-pte-to-move');
const toEnd = goto('unlock-mm-after-move');

function distance(m: Machine, a: number): number {
  return m.get(a, op.to) - m.get(a, op.first);
}

function lockMmForMove(m: Machine, a: number): Answer {
  return tryWriteLock(m, a, m.get(a, op.mm)) ? next : blocked;
}

/** The source must be mapped and the ranges apart; the destination's old mapping goes. */
function clearDestination(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const first = m.get(a, op.first);
  const end = m.get(a, op.last) + 1;
  const to = m.get(a, op.to);
  if (to < end && first < to + end - first) return EINVAL;
  if (!isMapped(m, mm, first, end)) return EFAULT;
  unmapVmas(m, mm, to, to + end - first);
  return zapRange(m, a, mm, to, to + end - first);
}

/** copy_vma: attributes, anon_vma and reverse-map indexes move along. */
function moveVmas(m: Machine, a: number): Answer {
  for (const v of isolateVmas(m, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1)) {
    m.vma.first[v] += distance(m, a);
    m.vma.end[v] += distance(m, a);
  }
  return next;
}

function findPteToMove(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const end = m.get(a, op.last) + 1;
  const page = nextMapped(m, mm, m.get(a, op.page), end);
  m.set(a, op.page, page);
  return page < end ? lockTableOf(m, a, mm, page, false) : toEnd;
}

function takePte(m: Machine, a: number): Answer {
  const pte = m.get(a, walk.pte);
  m.set(a, moving.word, m.pte.word[pte]);
  m.set(a, moving.frame, m.pte.frame[pte]);
  m.pte.word[pte] = Pte.none;
  m.pte.frame[pte] = 0;
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
  const pte = m.get(a, walk.pte);
  m.pte.word[pte] = m.get(a, moving.word);
  m.pte.frame[pte] = m.get(a, moving.frame);
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
  step('clear-destination', clearDestination, {
    reads: wholeVma, writes: wholeVma, calls: ['zap-range'], mandatory: true, fails: true, needs: ['mmap-lock'],
  }),
  step('move-vmas', moveVmas, { reads: wholeVma, writes: wholeVma, mandatory: true, needs: ['mmap-lock'] }),
  step('find-pte-to-move', findPteToMove, {
    reads: 'pmd.table pte.word', calls: ['own-and-lock-table'], mandatory: true, goes: ['unlock-mm-after-move'],
    needs: ['mmap-lock'], gives: ['pte-lock'],
  }),
  step('take-pte', takePte, {
    reads: 'pte.word pte.frame', writes: 'pte.word pte.frame table.lockedBy', mandatory: true, needs: ['pte-lock'],
    ends: ['pte-lock'],
  }),
  step('flush-moved', flushMoved, { ...flushes, mandatory: true }),
  step('lock-destination', lockDestination, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('put-pte', putPte, {
    writes: 'pte.word pte.frame table.lockedBy', mandatory: true, goes: ['find-pte-to-move'], leaves: true,
    needs: ['pte-lock'], ends: ['pte-lock'],
  }),
  step('unlock-mm-after-move', unlockMmAfterMove, {
    ...mmapLock.writeUnlock, mandatory: true, leaves: true, needs: ['mmap-lock'], ends: ['mmap-lock'],
  }),
  label('back-off'),
  step('unlock-mm-failing-move', unlockMmFailing, {
    ...mmapLock.writeUnlock, mandatory: true, leaves: true, fails: true, ends: ['mmap-lock'],
  }),
]);
