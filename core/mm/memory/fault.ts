/** Page faults: who may have what, and which list answers. */

import { Access, Frame, Pte, Vma } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { walkTo } from '../../machine/pmd.js';
import { perKind } from '../../machine/pte-kind.js';
import { findVma, isCowMapping, mayRead, mayWrite } from '../../machine/vma.js';
import { vmaLockOfFault } from '../vma-lock.js';
import { lockMmForRead, unlockMmForRead, unlockMmForReadFailing } from '../mmap-lock.js';
import { call, done, fail, goto, next } from '../../engine/answers.js';
import { anyOf } from '../../engine/facts.js';
import { label, operation, step } from '../../engine/step.js';
import { findsVma, setsPte, walks } from '../../machine/footprints.js';
import { callWalk, lockTableOf, setWalkedPte, unlockTable, walk } from './own-and-lock-table.js';
import { unsharesAnyPage } from '../../machine/ask.js';
import { fault, isPteUnchanged, isUnshare } from './faulting.js';
import { Decision, reuse } from './reuse-page.js';

const to = {
  anonymous: goto('anonymous'),
  file: goto('file'),
  spurious: goto('spurious'),
  copy: goto('copy'),
  unlock: goto('unlock-pte'),
  shared: goto('make-shared-writable'),
};
const callReuse = call('reuse-page');
const callHandle = call('handle-mm-fault');
const callCopy = call('copy-page');
const callAnonymous = call('anonymous-fault');
const callFile = call('file-fault');
const segv = fail('segv');

/** The fault of a program's access: the mmap lock for reading, the area, then `handle-mm-fault`. */
export const pageFault = operation(
  'page-fault',
  'do_user_addr_fault',
  [
    lockMmForRead('lock-mm', fault.mm, callHandle),
    unlockMmForRead('unlock-mm', fault.mm),
    label('back-off'),
    unlockMmForReadFailing('unlock-mm-failing', fault.mm),
  ],
  vmaLockOfFault,
);

/** find_vma and access_error: VM_WRITE may be missing only for FOLL_FORCE in a private mapping. */
function findFaultVma(m: Machine, a: number) {
  const access = m.get(a, fault.access);
  const v = findVma(m, a, m.get(a, fault.mm), m.get(a, fault.page));
  if (v < 0) return segv;
  const forced = (access & Access.force) !== 0;
  if ((access & Access.write) !== 0 && !mayWrite(m, a, v) && !(forced && isCowMapping(m, a, v))) return segv;
  if (!mayRead(m, a, v) && !forced) return segv;
  // sanitize_fault_flags (c89357e27f20): in a shared mapping there is nothing to unshare, it is an ordinary read fault.
  if (!isCowMapping(m, a, v)) m.set(a, fault.access, access & ~Access.unshare);
  m.set(a, fault.vma, v);
  m.set(a, fault.broke, 0);
  m.emit((access & Access.gup) === 0 ? 'faults' : 'gup-faults');
  return next;
}

/** do_pte_missing. */
function touchFirst(m: Machine, a: number) {
  return (m.vma.flags.load(a, m.get(a, fault.vma)) & Vma.file) !== 0 ? to.file : to.anonymous;
}

/** do_wp_page is for who may not write and wants to, or wants the page to be exclusive; the others have what they need. */
function lookAtAccess(m: Machine, a: number, word: number) {
  const wantsOwn = (m.get(a, fault.access) & (Access.write | Access.unshare)) !== 0;
  return wantsOwn && (word & Pte.write) === 0 ? next : to.spurious;
}

const handlePteFault = perKind('handle_pte_fault', { none: touchFirst, present: lookAtAccess, zero: lookAtAccess });

/** handle_pte_fault: the PTE is read without its lock; whoever acts on it checks it again, as it is in memory (pte_same). */
function readFaultPte(m: Machine, a: number) {
  const { pte, word } = walkTo(m, a, m.get(a, fault.mm), m.get(a, fault.page));
  m.set(a, fault.word, pte < 0 ? Pte.none : m.pte.entry.word(a, pte));
  m.set(a, fault.frame, pte < 0 ? 0 : m.pte.entry.frame(a, pte));
  return handlePteFault.of(word)(m, a, word);
}

function lockFaultPte(m: Machine, a: number) {
  return lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page));
}

function checkPteSame(m: Machine, a: number) {
  return isPteUnchanged(m, a) ? next : to.unlock;
}

/**
 * do_wp_page: anonymous pages may be reused; zero and private file pages are always copied; shared ones made writable. Where
 * only the PMD entry had withheld the write, whoever locked the table has made it his own: the access is tried again.
 */
function classify(m: Machine, a: number) {
  if ((m.get(a, fault.word) & Pte.write) !== 0) return to.unlock;
  const pfn = m.get(a, fault.frame);
  const unshare = isUnshare(m, a);
  if (!unshare) m.emit((m.get(a, fault.access) & Access.gup) === 0 ? 'write-faults' : 'gup-write-faults');
  if ((m.frame.flags.load(a, pfn) & Frame.anon) !== 0) return decideOnReuse(m, a);
  if (!isCowMapping(m, a, m.get(a, fault.vma))) return to.shared;
  return unshare && !unsharesAnyPage(m) ? to.unlock : to.copy;
}

/** Copying is always right: what decides otherwise says so. */
function decideOnReuse(m: Machine, a: number) {
  m.set(a, reuse.decision, Decision.copy);
  return callReuse;
}

function followDecision(m: Machine, a: number) {
  const decision = m.get(a, reuse.decision);
  if (decision === Decision.copy) return to.copy;
  return decision === Decision.gone ? to.unlock : next;
}

/** wp_page_reuse: young, dirty, and writable only if the VMA is. An unshare leaves the PTE read-only. */
function makeWritable(m: Machine, a: number) {
  if (isUnshare(m, a)) return to.unlock;
  m.set(a, fault.broke, 1);
  grantWrite(m, a);
  m.emit('reuses');
  return to.unlock;
}

function makeSharedWritable(m: Machine, a: number) {
  grantWrite(m, a);
  return to.unlock;
}

function grantWrite(m: Machine, a: number): void {
  const write = mayWrite(m, a, m.get(a, fault.vma)) ? Pte.write : 0;
  const pte = m.get(a, walk.pte);
  setWalkedPte(m, a, m.pte.entry.word(a, pte) | Pte.young | Pte.dirty | write, m.pte.entry.frame(a, pte));
}

function unlockPte(m: Machine, a: number) {
  unlockTable(m, a);
  return done;
}

function finish() {
  return done;
}

/** What a fault does about one page, for programs and for get_user_pages: first touch, write fault or unshare. */
export const handleMmFault = operation(
  'handle-mm-fault',
  'handle_mm_fault, do_wp_page',
  [
    step('find-vma', [next, segv], findFaultVma, {
      reads: [...findsVma, 'vma.prot', 'vma.flags'],
      needs: [anyOf('mmap-lock', 'vma-lock')],
    }),
    step('read-pte', [next, to.anonymous, to.file, to.spurious], readFaultPte, { reads: [...walks, 'pte.entry', 'vma.flags'] }),
    step('lock-pte', [callWalk], lockFaultPte, { gives: ['pte-lock'] }),
    step('check-pte-same', [next, to.unlock], checkPteSame, { reads: ['pte.entry'], needs: ['pte-lock'], optional: true }),
    step('classify', [to.copy, to.shared, to.unlock, callReuse], classify, {
      reads: ['frame.flags', 'vma.flags'],
      asks: ['gup'],
      needs: ['pte-lock'],
    }),
    step('follow-decision', [next, to.copy, to.unlock], followDecision, { needs: ['pte-lock'] }),
    step('make-writable', [to.unlock], makeWritable, {
      reads: ['vma.prot', ...setsPte.reads],
      writes: setsPte.writes,
      needs: ['pte-lock'],
    }),
    label('make-shared-writable'),
    step('grant-shared-write', [to.unlock], makeSharedWritable, {
      reads: ['vma.prot', ...setsPte.reads],
      writes: setsPte.writes,
      needs: ['pte-lock'],
    }),
    step('unlock-pte', [done], unlockPte, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
    label('copy'),
    step('copy-page', [callCopy], () => callCopy, { needs: ['pte-lock'], ends: ['pte-lock'] }),
    step('copied', [done], finish, { optional: true }),
    label('anonymous'),
    step('touch-anonymous', [callAnonymous], () => callAnonymous),
    step('touched', [done], finish, { optional: true }),
    label('file'),
    step('touch-file', [callFile], () => callFile),
    label('spurious'),
    step('finish-fault', [done], finish, { optional: true }),
  ],
  [],
  [anyOf('mmap-lock', 'vma-lock')],
);
