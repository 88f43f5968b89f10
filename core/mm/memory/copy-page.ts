/** wp_page_copy: a page of its own in place of a shared one. */

import { Frame, Pte, Vma } from '../../machine/bits.js';
import { allocateFrame, getFrame, noFrame, putFrame } from '../../machine/frame.js';
import { addToLru } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { dropMapping } from '../../machine/rmap.js';
import { tryFlush } from '../../machine/tlb.js';
import { mayWrite, pteProtection } from '../../machine/vma.js';
import { callNewAnon, mapNewAnon } from '../rmap/new-anon-rmap.js';
import { again, outOfMemory } from '../failing.js';
import { fault, isPteUnchanged, isUnshare } from './faulting.js';
import { registers } from '../../engine/registers.js';
import { anyError, blocked, done, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { allocates, counts, flushes, joinsLru, maps, protects, puts, setsPte } from '../../machine/footprints.js';
import { callWalk, lockTableOf, setWalkedPte, unlockTable } from './own-and-lock-table.js';

const copy = registers('copy-page', ['new']);
const toDiscard = goto('discard-copy');
const toPutOld = goto('put-old');

/** The zero page is not counted by page tables. */
function takeOldReference(m: Machine, a: number) {
  const old = m.get(a, fault.frame);
  if (old !== 0) getFrame(m, a, old);
  return next;
}

function unlockToCopy(m: Machine, a: number) {
  unlockTable(m, a);
  return next;
}

/** anon_vma_prepare and the allocation, both outside the page-table lock. */
function allocateCopy(m: Machine, a: number) {
  m.vma.flags.or(a, m.get(a, fault.vma), Vma.anonVma);
  const pfn = allocateFrame(m, a);
  m.set(a, copy.new, pfn);
  return pfn === noFrame ? outOfMemory : next;
}

function copyLowHalf(m: Machine, a: number) {
  m.frame.lo.store(a, m.get(a, copy.new), m.frame.lo.load(a, m.get(a, fault.frame)));
  return next;
}

function copyHighHalf(m: Machine, a: number) {
  m.frame.hi.store(a, m.get(a, copy.new), m.frame.hi.load(a, m.get(a, fault.frame)));
  return next;
}

function relock(m: Machine, a: number) {
  return lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page));
}

/** pte_same: if somebody was faster, the copy is thrown away and the access is retried. */
function recheck(m: Machine, a: number) {
  return isPteUnchanged(m, a) ? next : toDiscard;
}

function clearPte(m: Machine, a: number) {
  setWalkedPte(m, a, Pte.none, 0);
  return next;
}

function flushPage(m: Machine, a: number) {
  const page = m.get(a, fault.page);
  return tryFlush(m, a, m.get(a, fault.mm), page, page + 1) ? next : blocked;
}

function mapCopy(m: Machine, a: number) {
  return mapNewAnon(m, a, m.get(a, fault.mm), m.get(a, fault.vma), m.get(a, fault.page), m.get(a, copy.new));
}

function addCopyToLru(m: Machine, a: number) {
  addToLru(m, a, m.get(a, copy.new));
  return next;
}

/** An unshare's copy is neither dirty nor writable. */
function installCopy(m: Machine, a: number) {
  const vma = m.get(a, fault.vma);
  const own = Pte.dirty | (mayWrite(m, a, vma) ? Pte.write : 0);
  const word = Pte.present | Pte.young | pteProtection(m, a, vma) | (isUnshare(m, a) ? 0 : own);
  setWalkedPte(m, a, word, m.get(a, copy.new));
  return next;
}

/** Only after the PTE has changed, so that nobody sees the mapcount drop before. */
function dropOldMapping(m: Machine, a: number) {
  const old = m.get(a, fault.frame);
  if (old !== 0) dropMapping(m, a, m.get(a, fault.mm), old);
  return next;
}

function unlockCopied(m: Machine, a: number) {
  unlockTable(m, a);
  return next;
}

/** The reference that the mapping had. Up to 6.4 it goes just before the page-table lock is given back. */
function putMapped(m: Machine, a: number) {
  const old = m.get(a, fault.frame);
  if (old === 0) m.emit('zero-fills');
  else {
    m.emit((m.frame.flags.load(a, old) & Frame.anon) !== 0 ? 'copies' : 'file-copies');
    putFrame(m, a, old);
  }
  if (isUnshare(m, a)) m.emit('unshares');
  else m.set(a, fault.broke, 1);
  return next;
}

/** The one that kept the page while it was copied. */
function putOld(m: Machine, a: number) {
  dropOldReference(m, a);
  return done;
}

function dropOldReference(m: Machine, a: number): void {
  const old = m.get(a, fault.frame);
  if (old !== 0) putFrame(m, a, old);
}

/** wp_page_copy, `oom`. */
function putOldFailing(m: Machine, a: number) {
  dropOldReference(m, a);
  return again(m, a);
}

function discardCopy(m: Machine, a: number) {
  putFrame(m, a, m.get(a, copy.new));
  return next;
}

function unlockDiscarded(m: Machine, a: number) {
  unlockTable(m, a);
  return toPutOld;
}

/** A page of its own for the process: allocated, copied half by half, put in the place of the old one. */
export const copyPage = operation(
  'copy-page',
  'wp_page_copy',
  [
    step('take-old-reference', [next], takeOldReference, { ...counts, needs: ['pte-lock'], gives: ['old-reference'] }),
    step('unlock-to-copy', [next], unlockToCopy, {
      writes: ['table.lockedBy'],
      needs: ['pte-lock', 'old-reference'],
      ends: ['pte-lock'],
    }),
    step('allocate-copy', [next, outOfMemory], allocateCopy, {
      reads: ['vma.flags', ...allocates.reads],
      writes: ['vma.flags', ...allocates.writes],
      gives: ['copy'],
    }),
    step('copy-low-half', [next], copyLowHalf, { reads: ['frame.lo'], writes: ['frame.lo'], needs: ['copy'] }),
    step('copy-high-half', [next], copyHighHalf, { reads: ['frame.hi'], writes: ['frame.hi'], needs: ['copy'] }),
    step('relock', [callWalk], relock, { gives: ['pte-lock'] }),
    step('recheck', [next, toDiscard], recheck, { reads: ['pte.entry'], needs: ['pte-lock'], optional: true }),
    step('clear-pte', [next], clearPte, { ...setsPte, needs: ['pte-lock'], optional: true }),
    step('flush-page', [next, blocked], flushPage, { ...flushes, needs: ['pte-lock'], optional: true }),
    step('map-copy', [callNewAnon], mapCopy, { needs: ['copy', 'pte-lock'] }),
    step('add-copy-to-lru', [next], addCopyToLru, { ...joinsLru, needs: ['copy'], optional: true }),
    step('install-copy', [next], installCopy, {
      reads: [...protects, ...setsPte.reads],
      writes: setsPte.writes,
      needs: ['copy', 'pte-lock'],
      ends: ['copy'],
    }),
    step('drop-old-mapping', [next], dropOldMapping, { ...maps, needs: ['pte-lock'] }),
    step('unlock-copied', [next], unlockCopied, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
    step('put-mapped', [next], putMapped, {
      reads: ['frame.flags', 'frame.refs'],
      writes: ['frame.refs'],
      needs: ['old-reference'],
    }),
    step('put-old', [done], putOld, { ...puts, needs: ['old-reference'], ends: ['old-reference'] }),
    label('discard-copy'),
    step('drop-discarded', [next], discardCopy, { ...puts, needs: ['copy'], ends: ['copy'] }),
    step('unlock-discarded', [toPutOld], unlockDiscarded, {
      writes: ['table.lockedBy'],
      needs: ['pte-lock'],
      ends: ['pte-lock'],
    }),
    label('back-off'),
    step('put-old-failing', [anyError], putOldFailing, { ...puts, needs: ['old-reference'], ends: ['old-reference'] }),
  ],
  [],
  ['pte-lock'],
);
