/** mprotect(2): mprotect_fixup and change_pte_range. */

import { Prot, Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { tryFlush } from '../machine/tlb.js';
import { findVma, isCowMapping, isolateVmas, mappedUntil } from '../machine/vmas.js';
import { askMayUpgrade } from './ask.js';
import { codes } from '../program/values.js';
import { again, failPending } from './failing.js';
import { tryWriteLock, writeUnlock } from './locks.js';
import { op } from './op.js';
import { blocked, done, fail, goto, label, next, operation, step, type Answer } from './step.js';
import { findsVma, flushes, mmapLock, wholeVma } from './touches.js';
import { lockTableOf, nextMapped, unlockTable, walk } from './walk.js';

const toSearch = goto('find-pte-to-change');
const toFlush = goto('flush-changed');
const ENOMEM = fail('ENOMEM');

function lockMmForChange(m: Machine, a: number): Answer {
  return tryWriteLock(m, a, m.get(a, op.mm)) ? next : blocked;
}

/** do_mprotect_pkey goes from area to area: up to a hole everything is changed, then it answers ENOMEM. */
function changeVmas(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const first = m.get(a, op.first);
  const end = m.get(a, op.last) + 1;
  const mapped = mappedUntil(m, mm, first, end);
  if (mapped === first) return ENOMEM;
  if (mapped < end) {
    m.set(a, op.pending, codes.ENOMEM);
    m.set(a, op.last, mapped - 1);
  }
  for (const v of isolateVmas(m, mm, first, mapped)) m.vma.prot[v] = m.get(a, op.prot);
  return next;
}

function findPteToChange(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const end = m.get(a, op.last) + 1;
  const page = nextMapped(m, mm, m.get(a, op.page), end);
  m.set(a, op.page, page);
  return page < end ? lockTableOf(m, a, mm, page, false) : toFlush;
}

/** change_pte_range. Taking the write bit leaves the exclusive bit alone; giving it without a fault is the rule's decision. */
function changePte(m: Machine, a: number): Answer {
  const pte = m.get(a, walk.pte);
  const prot = m.get(a, op.prot);
  let word = m.pte.word[pte] & ~Pte.protNone;
  if ((prot & Prot.write) === 0) word &= ~Pte.write;
  if (prot === Prot.none) word |= Pte.protNone;
  m.pte.word[pte] = word;
  if ((prot & Prot.write) !== 0 && (word & Pte.write) === 0 && mayUpgrade(m, a, pte)) {
    m.pte.word[pte] |= Pte.write;
    m.emit('mprotect-upgrades');
  }
  unlockTable(m, a);
  m.set(a, op.page, m.get(a, op.page) + 1);
  return toSearch;
}

/** Shared mappings that need no write notification are made writable at once in every era. */
function mayUpgrade(m: Machine, a: number, pte: number): boolean {
  const v = findVma(m, m.get(a, op.mm), m.get(a, op.page));
  return !isCowMapping(m, v) || askMayUpgrade(m, pte);
}

function flushChanged(m: Machine, a: number): Answer {
  return tryFlush(m, a, m.get(a, op.mm), m.get(a, op.first), m.get(a, op.last) + 1) ? next : blocked;
}

function unlockMmAfterChange(m: Machine, a: number): Answer {
  writeUnlock(m, m.get(a, op.mm));
  return done;
}

function unlockMmFailing(m: Machine, a: number): Answer {
  writeUnlock(m, m.get(a, op.mm));
  return again(m, a);
}

export const mprotect = operation('mprotect', 'change_protection', [
  step('lock-mm-for-change', lockMmForChange, { ...mmapLock.write, mandatory: true, gives: ['mmap-lock'] }),
  step('change-vmas', changeVmas, {
    reads: wholeVma, writes: wholeVma, mandatory: true, fails: true, needs: ['mmap-lock'],
  }),
  step('find-pte-to-change', findPteToChange, {
    reads: 'pmd.table pte.word', calls: ['own-and-lock-table'], mandatory: true, goes: ['flush-changed'],
    needs: ['mmap-lock'], gives: ['pte-lock'],
  }),
  step('change-pte', changePte, {
    reads: `pte.word pte.frame ${findsVma} vma.flags`, writes: 'pte.word table.lockedBy', asks: ['mprotect'],
    mandatory: true, goes: ['find-pte-to-change'], leaves: true, needs: ['pte-lock'], ends: ['pte-lock'],
  }),
  step('flush-changed', flushChanged, { ...flushes, mandatory: true }),
  step('answer-hole', failPending, { fails: true }),
  step('unlock-mm-after-change', unlockMmAfterChange, {
    ...mmapLock.writeUnlock, mandatory: true, leaves: true, needs: ['mmap-lock'], ends: ['mmap-lock'],
  }),
  label('back-off'),
  step('unlock-mm-failing-change', unlockMmFailing, {
    ...mmapLock.writeUnlock, mandatory: true, leaves: true, fails: true, ends: ['mmap-lock'],
  }),
]);
