/** copy_present_pte: share one PTE's page with the child, or copy it now. Both page tables are locked. */

import { Frame, Pte } from '../../machine/bits.js';
import { getFrame, putFrame } from '../../machine/frame.js';
import { addToLru } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { setPte } from '../../machine/pte.js';
import { mapsPage } from '../../machine/pte-kind.js';
import { findVma, isCowMapping, mayWrite, pteProtection } from '../../machine/vma.js';
import { askMustCopy } from '../../machine/ask.js';
import { copying } from './copy-page-range.js';
import { callNewAnon, mapNewAnon } from '../rmap/new-anon-rmap.js';
import { op } from '../operation-registers.js';
import { registers } from '../../engine/registers.js';
import { done, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { counts, findsVma, joinsLru, maps, protects, setsPte } from '../../machine/footprints.js';

/** The parent's PTE as read, and whether its write bit was taken. */
const pte = registers('fork-pte', ['word', 'frame', 'protected', 'new']);
const toDone = goto('pte-done');
const toZero = goto('share-zero');
const toCopy = goto('copy-early');

function readParentPte(m: Machine, a: number) {
  const at = m.get(a, copying.parentPte);
  m.set(a, pte.word, m.pte.entry.word(a, at));
  m.set(a, pte.frame, m.pte.entry.frame(a, at));
  m.set(a, pte.protected, 0);
  return mapsPage(m.pte.entry.word(a, at)) ? next : toZero;
}

/** What copy_present_page and page_needs_cow_for_dma (97a7e4733b9b) decide. */
function askForkRule(m: Machine, a: number) {
  if (!isCowMapping(m, a, m.get(a, copying.vma))) return next;
  return askMustCopy(m, a, m.get(a, pte.frame), m.get(a, op.mm)) ? toCopy : next;
}

function takeChildReference(m: Machine, a: number) {
  getFrame(m, a, m.get(a, pte.frame));
  return next;
}

/** Undo of take-child-reference, for orders that take it before they ask. */
function dropChildReference(m: Machine, a: number) {
  putFrame(m, a, m.get(a, pte.frame));
  return next;
}

/** page_try_dup_anon_rmap, the part behind the test: from now on the page is shared (fb3d824d1a46). */
function clearExclusive(m: Machine, a: number) {
  m.frame.flags.and(a, m.get(a, pte.frame), ~Frame.exclusive);
  return next;
}

function raiseChildMapcount(m: Machine, a: number) {
  const pfn = m.get(a, pte.frame);
  const child = m.get(a, op.child);
  m.frame.mapcount.add(a, pfn, 1);
  if ((m.frame.flags.load(a, pfn) & Frame.anon) !== 0) m.mm.anonPages.add(a, child, 1);
  else m.mm.filePages.add(a, child, 1);
  return next;
}

function setParentPte(m: Machine, a: number, word: number): void {
  const at = m.get(a, copying.parentPte);
  setPte(m, a, m.get(a, op.mm), m.get(a, copying.page), at, word, m.pte.entry.frame(a, at));
}

function setChildPte(m: Machine, a: number, word: number, pfn: number): void {
  setPte(m, a, m.get(a, op.child), m.get(a, copying.page), m.get(a, copying.childPte), word, pfn);
}

/** ptep_set_wrprotect, for private mappings. The hardware may hold stale translations until fork's flush. */
function writeProtectParent(m: Machine, a: number) {
  const at = m.get(a, copying.parentPte);
  if (isCowMapping(m, a, m.get(a, copying.vma)) && (m.pte.entry.word(a, at) & Pte.write) !== 0) {
    setParentPte(m, a, m.pte.entry.word(a, at) & ~Pte.write);
    m.set(a, pte.protected, 1);
    m.emit('write-protects');
  }
  return next;
}

/** Undo of write-protect-parent (v2 of the early-copy series, 25 Sep 2020). */
function restoreParent(m: Machine, a: number) {
  if (m.get(a, pte.protected) === 1) setParentPte(m, a, m.pte.entry.word(a, m.get(a, copying.parentPte)) | Pte.write);
  return next;
}

/** The child's PTE is old; of a private mapping also read-only. */
function installChildPte(m: Machine, a: number) {
  const gone = Pte.young | (isCowMapping(m, a, m.get(a, copying.vma)) ? Pte.write : Pte.dirty);
  setChildPte(m, a, m.get(a, pte.word) & ~gone, m.get(a, pte.frame));
  m.emit('fork-ptes-shared');
  return toDone;
}

function shareZero(m: Machine, a: number) {
  setChildPte(m, a, m.get(a, pte.word) & ~Pte.young, 0);
  return toDone;
}

/** -EAGAIN: copy_pte_range allocates a page outside the locks and comes back. */
function needPreallocated(m: Machine, a: number) {
  const pfn = m.get(a, copying.prealloc);
  if (pfn === 0) {
    m.set(a, copying.again, 1);
    return toDone;
  }
  m.set(a, copying.prealloc, 0);
  m.set(a, pte.new, pfn);
  return next;
}

function copyEarlyLow(m: Machine, a: number) {
  m.frame.lo.store(a, m.get(a, pte.new), m.frame.lo.load(a, m.get(a, pte.frame)));
  return next;
}

function copyEarlyHigh(m: Machine, a: number) {
  m.frame.hi.store(a, m.get(a, pte.new), m.frame.hi.load(a, m.get(a, pte.frame)));
  return next;
}

function mapEarlyCopy(m: Machine, a: number) {
  const child = m.get(a, op.child);
  const page = m.get(a, copying.page);
  return mapNewAnon(m, a, child, findVma(m, a, child, page), page, m.get(a, pte.new));
}

function addEarlyCopyToLru(m: Machine, a: number) {
  addToLru(m, a, m.get(a, pte.new));
  return next;
}

/** Dirty and writable at once, not young; the parent's PTE stays as it is. */
function installEarlyCopy(m: Machine, a: number) {
  const vma = m.get(a, copying.vma);
  setChildPte(
    m,
    a,
    Pte.present | Pte.dirty | pteProtection(m, a, vma) | (mayWrite(m, a, vma) ? Pte.write : 0),
    m.get(a, pte.new),
  );
  m.emit('early-copies');
  return next;
}

/** fork of one PTE: shared and write-protected, or copied at once where the fork rule says so (copy_present_pte). */
export const forkPte = operation(
  'fork-pte',
  'copy_present_pte',
  [
    step('read-parent-pte', [next, toZero], readParentPte, { reads: ['pte.entry'], gives: ['parent-pte'], needs: ['pte-lock'] }),
    step('take-child-reference', [next], takeChildReference, { ...counts, needs: ['parent-pte'], gives: ['child-reference'] }),
    step('raise-child-mapcount', [next], raiseChildMapcount, { ...maps, needs: ['parent-pte', 'child-reference'] }),
    step('write-protect-parent', [next], writeProtectParent, {
      reads: [...setsPte.reads, 'vma.flags'],
      writes: setsPte.writes,
      gives: ['write-protected'],
      needs: ['pte-lock'],
    }),
    step('install-child-pte', [toDone], installChildPte, {
      reads: [...setsPte.reads, 'vma.flags'],
      writes: setsPte.writes,
      needs: ['parent-pte', 'child-reference'],
      ends: ['child-reference'],
    }),
    label('share-zero'),
    step('install-zero-in-child', [toDone], shareZero, setsPte),
    label('pte-done'),
    step('end-pte', [done], () => done, { optional: true }),
  ],
  [
    step('ask-fork-rule', [next, toCopy], askForkRule, { reads: ['vma.flags'], asks: ['fork'], needs: ['parent-pte'] }),
    step('clear-exclusive', [next], clearExclusive, { reads: ['frame.flags'], writes: ['frame.flags'], needs: ['parent-pte'] }),
    step('drop-child-reference', [next], dropChildReference, {
      ...counts,
      needs: ['child-reference'],
      ends: ['child-reference'],
    }),
    step('restore-parent', [next], restoreParent, { ...setsPte, needs: ['write-protected'] }),
    step('need-preallocated', [next, toDone], needPreallocated, { gives: ['copy'] }),
    step('copy-early-low', [next], copyEarlyLow, { reads: ['frame.lo'], writes: ['frame.lo'], needs: ['copy'] }),
    step('copy-early-high', [next], copyEarlyHigh, { reads: ['frame.hi'], writes: ['frame.hi'], needs: ['copy'] }),
    step('map-early-copy', [callNewAnon], mapEarlyCopy, { reads: findsVma, needs: ['copy'] }),
    step('add-early-copy-to-lru', [next], addEarlyCopyToLru, joinsLru),
    step('install-early-copy', [next], installEarlyCopy, {
      reads: [...setsPte.reads, ...protects],
      writes: setsPte.writes,
      needs: ['copy'],
      ends: ['copy'],
    }),
  ],
  ['pte-lock'],
);
