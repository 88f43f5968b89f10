/** mprotect(2): mprotect_fixup and change_pte_range. */

import { Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { perKind } from '../machine/pte-kind.js';
import { needsFlush, tryFlush } from '../machine/tlb.js';
import { findVma, isCowMapping, isolateVmas, mayWrite, pteProtection } from '../machine/vma.js';
import { askMayUpgrade } from '../machine/ask.js';
import { codes } from '../program/values.js';
import { failPending } from './failing.js';
import { lockMmForWrite, unlockMmForWrite, unlockMmForWriteFailing } from './mmap-lock.js';
import { op } from './operation-registers.js';
import { vmaLocksOfRange } from './vma-lock.js';
import { registers } from '../engine/registers.js';
import { anyError, blocked, fail, goto, listNumber, next } from '../engine/answers.js';
import { label, operation, step } from '../engine/step.js';
import { findsVma, flushes, protects, setsPte, walks, wholeVma } from '../machine/footprints.js';
import { callWalk, lockTableOf, nextMapped, setWalkedPte, unlockTable, walk } from './memory/own-and-lock-table.js';
import { begin, protBits, type Range } from './begin.js';
import type { Protection } from '../program/program.js';

/**
 * The part of an area that is being changed ends before `end`. What is to be flushed begins at `first`; `changed` is the
 * page behind the last PTE that makes a flush necessary, 0 none, as it is when the call begins.
 */
const change = registers('mprotect', ['first', 'end', 'changed']);
const toSearch = goto('find-pte-to-change');
const toNextVma = goto('change-vma');
const toAreaEnd = goto('area-changed');
const toEnd = goto('all-changed');
const ENOMEM = fail('ENOMEM');

/**
 * do_mprotect_pkey goes from area to area: up to a hole everything is changed, then it answers ENOMEM. An area that has
 * the protection already is left as it is: not split, not walked, not upgraded (mprotect_fixup, in every era).
 */
function changeVma(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  const end = m.get(a, op.last) + 1;
  for (let page = m.get(a, op.page); page < end;) {
    const v = findVma(m, a, mm, page);
    if (v < 0) return atHole(m, a, page);
    const vmaEnd = Math.min(m.vma.end.load(a, v), end);
    if (m.vma.prot.load(a, v) !== m.get(a, op.prot)) {
      changeArea(m, a, page, vmaEnd);
      return next;
    }
    page = vmaEnd;
  }
  return toEnd;
}

function atHole(m: Machine, a: number, page: number) {
  if (page === m.get(a, op.first)) return ENOMEM;
  m.set(a, op.pending, codes.ENOMEM);
  return toEnd;
}

function changeArea(m: Machine, a: number, first: number, end: number): void {
  for (const v of isolateVmas(m, a, m.get(a, op.mm), first, end)) m.vma.prot.store(a, v, m.get(a, op.prot));
  m.set(a, op.page, first);
  if (m.get(a, change.changed) === 0) m.set(a, change.first, first);
  m.set(a, change.end, end);
}

function findPteToChange(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  const end = m.get(a, change.end);
  const page = nextMapped(m, a, mm, m.get(a, op.page), end);
  m.set(a, op.page, page);
  return page < end ? lockTableOf(m, a, mm, page) : toAreaEnd;
}

/** pte_modify. Taking the write bit leaves the exclusive bit alone. */
function modify(m: Machine, a: number, v: number, pte: number): number {
  return (m.pte.entry.word(a, pte) & ~(Pte.protNone | Pte.write)) | pteProtection(m, a, v);
}

/** Of a page, also what may be given without a fault. */
function modifyAndUpgrade(m: Machine, a: number, v: number, pte: number): number {
  return modify(m, a, v, pte) | (mayWrite(m, a, v) && mayUpgrade(m, a, v, pte) ? Pte.write : 0);
}

/** The word behind the change. */
const changePteRange = perKind('change_pte_range', {
  none: (m: Machine, a: number, _v: number, pte: number): number => m.pte.entry.word(a, pte),
  present: modifyAndUpgrade,
  zero: modify,
});

function applyChange(m: Machine, a: number): boolean {
  const pte = m.get(a, walk.pte);
  const v = findVma(m, a, m.get(a, op.mm), m.get(a, op.page));
  const before = m.pte.entry.word(a, pte);
  const word = changePteRange.of(before)(m, a, v, pte);
  if ((word & ~before & Pte.write) !== 0) m.emit('mprotect-upgrades');
  setWalkedPte(m, a, word, m.pte.entry.frame(a, pte));
  unlockTable(m, a);
  m.set(a, op.page, m.get(a, op.page) + 1);
  return needsFlush(before, word);
}

/** Every PTE that was met counts, whatever became of it. */
function changePte(m: Machine, a: number) {
  applyChange(m, a);
  m.set(a, change.changed, m.get(a, op.page));
  return toSearch;
}

/** Into the mmu_gather goes a PTE whose old translations may not stay (4a18419f71cd, c9fe66560bf2). */
function gatherChangedPte(m: Machine, a: number) {
  const page = m.get(a, op.page);
  if (!applyChange(m, a)) return toSearch;
  if (m.get(a, change.changed) === 0) m.set(a, change.first, page);
  m.set(a, change.changed, page + 1);
  return toSearch;
}

/** can_change_pte_writable, before 6.1 `dirty_accountable`: of a page that is dirty the file system has been notified. */
function mayUpgrade(m: Machine, a: number, v: number, pte: number): boolean {
  return isCowMapping(m, a, v) ? askMayUpgrade(m, a, pte) : (m.pte.entry.word(a, pte) & Pte.dirty) !== 0;
}

/** change_protection_range: all of the part of the area, but only where a PTE was met. */
function flushChanged(m: Machine, a: number) {
  if (m.get(a, change.changed) === 0) return toNextVma;
  if (!tryFlush(m, a, m.get(a, op.mm), m.get(a, change.first), m.get(a, change.end))) return blocked;
  m.set(a, change.changed, 0);
  return toNextVma;
}

/** tlb_finish_mmu: one flush for all areas of the call. */
function flushGathered(m: Machine, a: number) {
  if (m.get(a, change.changed) === 0) return next;
  return tryFlush(m, a, m.get(a, op.mm), m.get(a, change.first), m.get(a, change.changed)) ? next : blocked;
}

const changes = {
  reads: [...setsPte.reads, ...findsVma, ...protects],
  writes: [...setsPte.writes, 'table.lockedBy'],
  asks: ['mprotect'],
  needs: ['pte-lock'],
  gives: ['changed'],
  ends: ['pte-lock'],
} as const;

/** mprotect(2): flags of areas, then PTE by PTE, then the flush that the era makes. */
export const mprotect = operation(
  'mprotect',
  'change_protection',
  [
    lockMmForWrite('lock-mm-for-change'),
    step('change-vma', [next, toEnd, ENOMEM], changeVma, { reads: wholeVma, writes: wholeVma, needs: ['mmap-lock'] }),
    step('find-pte-to-change', [toAreaEnd, callWalk], findPteToChange, {
      reads: [...walks, 'pte.entry'],
      needs: ['mmap-lock'],
      gives: ['pte-lock'],
    }),
    step('change-pte', [toSearch], changePte, changes),
    label('area-changed'),
    step('flush-changed', [toNextVma, blocked], flushChanged, { ...flushes, gives: ['flushed'] }),
    label('all-changed'),
    step('answer-hole', [next, anyError], failPending, { optional: true }),
    unlockMmForWrite('unlock-mm-after-change'),
    label('back-off'),
    unlockMmForWriteFailing('unlock-mm-failing-change'),
  ],
  [
    step('gather-changed-pte', [toSearch], gatherChangedPte, changes),
    step('flush-gathered-changes', [next, blocked], flushGathered, { ...flushes, gives: ['flushed'] }),
    ...vmaLocksOfRange,
  ],
);

const mprotectNumber = listNumber('mprotect');

/** mprotect(2). */
export function beginMprotect(m: Machine, a: number, range: Range, prot: Protection): void {
  m.set(a, op.prot, protBits[prot]);
  m.set(a, change.changed, 0);
  begin(m, a, mprotectNumber, range);
}
