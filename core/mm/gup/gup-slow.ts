/** __get_user_pages: under the mmap lock for reading, page by page under the page-table lock. */

import { Access, Foll, Pte, Vma } from '../../machine/bits.js';
import { markAccessed } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { walkTo } from '../../machine/pmd.js';
import { perKind } from '../../machine/pte-kind.js';
import { findVma, isCowMapping, mayRead, mayWrite } from '../../machine/vma.js';
import { codes } from '../../program/values.js';
import { askMayFollow, askMayTake, askMustUnshare } from '../../machine/ask.js';
import { fault } from '../memory/faulting.js';
import { allTaken, recordPage, requestOf, takeReference, wantsWrite } from './gup.js';
import { lockMmForRead, unlockMmForRead, unlockMmForReadFailing } from '../mmap-lock.js';
import { op } from '../operation-registers.js';
import { registers } from '../../engine/registers.js';
import { call, fail, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { accesses, findsVma, records, walks } from '../../machine/footprints.js';
import { callWalk, lockTableOf, unlockTable, walk } from '../memory/own-and-lock-table.js';

/** `write`: must be writable; `want`: the access to fault with; `broke`: a write fault of this call broke COW (FOLL_COW). */
const slow = registers('gup-slow', ['vma', 'write', 'want', 'broke', 'frame']);
const callFault = call('handle-mm-fault');
const toNextPage = goto('check-vma');
const toFollow = goto('lock-to-follow');
const toFault = goto('fault-in');
const EFAULT = fail('EFAULT');

/**
 * check_vma_flags: of which file mappings pages may be had for writing is a rule; FOLL_FORCE may ignore a missing VM_WRITE only
 * in a private mapping, a missing VM_READ anywhere.
 */
function checkVma(m: Machine, a: number) {
  const v = findVma(m, a, m.get(a, op.mm), m.get(a, op.page));
  if (v < 0) return EFAULT;
  const flags = m.get(a, op.flags);
  const forced = (flags & Foll.force) !== 0;
  if ((flags & Foll.write) !== 0 && !mayWriteTo(m, a, v)) return EFAULT;
  if ((flags & Foll.write) !== 0 && !mayWrite(m, a, v) && !(forced && isCowMapping(m, a, v))) return EFAULT;
  if (!mayRead(m, a, v) && !forced) return EFAULT;
  m.set(a, slow.vma, v);
  m.set(a, slow.broke, 0);
  m.set(a, slow.write, wantsWrite(m, a, v) ? 1 : 0);
  return next;
}

/** writable_file_mapping_allowed, asked of what has a file: shared anonymous memory too. */
function mayWriteTo(m: Machine, a: number, v: number): boolean {
  return (m.vma.flags.load(a, v) & Vma.file) === 0 || askMayTake(m, requestOf(m, a, v));
}

function lockToFollow(m: Machine, a: number) {
  return lockTableOf(m, a, m.get(a, op.mm), m.get(a, op.page));
}

function faultFor(m: Machine, a: number, access: number) {
  m.set(a, slow.want, access);
  return toFault;
}

/** no_page_table. */
function faultInMissing(m: Machine, a: number) {
  return faultFor(m, a, m.get(a, slow.write) === 1 ? Access.write : Access.read);
}

/**
 * The page, or the zero page, that is there: handed out unless the rules of the policy want a fault first. What the PMD entry
 * withholds no rule can grant.
 */
function followPresent(m: Machine, a: number, pte: number, word: number) {
  const request = requestOf(m, a, m.get(a, slow.vma));
  if (m.get(a, slow.write) === 1) {
    const isGranted = word === m.pte.entry.word(a, pte) && askMayFollow(m, a, pte, request, m.get(a, slow.broke) === 1);
    if (!isGranted) return faultFor(m, a, Access.write);
  } else if ((word & Pte.write) === 0 && askMustUnshare(m, a, m.pte.entry.frame(a, pte), request)) {
    return faultFor(m, a, Access.unshare);
  }
  return next;
}

const followPagePte = perKind('follow_page_pte', { none: faultInMissing, present: followPresent, zero: followPresent });

/** Where there was no table to lock there is none: what has come since is not ours to look at without its lock. */
function followPte(m: Machine, a: number) {
  if (m.get(a, walk.pte) < 0) return faultInMissing(m, a);
  const { pte, word } = walkTo(m, a, m.get(a, op.mm), m.get(a, op.page));
  return followPagePte.of(word)(m, a, pte, word);
}

/** try_grab_page. */
function grabPage(m: Machine, a: number) {
  const pfn = m.pte.entry.frame(a, m.get(a, walk.pte));
  m.set(a, slow.frame, pfn);
  takeReference(m, a, pfn);
  return next;
}

/** FOLL_TOUCH, which get_user_pages_fast and its like ask of their slow path in every era. */
function markFollowed(m: Machine, a: number) {
  markAccessed(m, a, m.get(a, slow.frame), true);
  return next;
}

/** The page has no LRU flag while it waits to be activated (33dfe9204f29). */
function markFollowedOffLru(m: Machine, a: number) {
  markAccessed(m, a, m.get(a, slow.frame), false);
  return next;
}

function unlockFollowed(m: Machine, a: number) {
  unlockTable(m, a);
  return next;
}

function recordSlowPage(m: Machine, a: number) {
  recordPage(m, a, m.get(a, slow.frame));
  m.emit('gup-slow-pages');
  return allTaken(m, a) ? next : toNextPage;
}

/** faultin_page: the mmap lock is held already. A write that is not the caller's own is forced past a missing VM_WRITE. */
function faultIn(m: Machine, a: number) {
  const want = m.get(a, slow.want);
  const forced = (m.get(a, op.flags) & Foll.force) !== 0 || (want === Access.write && (m.get(a, op.flags) & Foll.write) === 0);
  unlockTable(m, a);
  m.set(a, fault.mm, m.get(a, op.mm));
  m.set(a, fault.page, m.get(a, op.page));
  m.set(a, fault.access, want | Access.gup | (forced ? Access.force : 0));
  return callFault;
}

function faultedIn(m: Machine, a: number) {
  if (m.get(a, slow.write) === 1 && m.get(a, fault.broke) === 1 && !mayWrite(m, a, m.get(a, slow.vma))) m.set(a, slow.broke, 1);
  return toFollow;
}

/** vm_fault_to_errno: what would be a signal is EFAULT for a system call, and VM_FAULT_OOM is ENOMEM. */
function faultToErrno(m: Machine, a: number): void {
  if (m.actor.error[a] === codes.segv) m.actor.error[a] = codes.EFAULT;
  else if (m.actor.error[a] === codes.oom) m.actor.error[a] = codes.ENOMEM;
}

/** get_user_pages under the mmap lock: follows the PTE, faults the page in where it may not be handed out. */
export const gupSlow = operation(
  'gup-slow',
  '__get_user_pages, follow_page_pte',
  [
    lockMmForRead('lock-mm-for-gup'),
    step('check-vma', [next, EFAULT], checkVma, {
      reads: [...findsVma, 'vma.prot', 'vma.flags'],
      asks: ['gup', 'file-pin'],
      needs: ['mmap-lock'],
    }),
    step('lock-to-follow', [callWalk], lockToFollow, { needs: ['mmap-lock'], gives: ['pte-lock'] }),
    step('follow-pte', [next, toFault], followPte, {
      reads: [...walks, 'pte.entry'],
      asks: ['gup', 'follow-write'],
      gives: ['followed'],
      needs: ['pte-lock'],
    }),
    step('grab-page', [next], grabPage, {
      reads: ['pte.entry', 'frame.refs'],
      writes: ['frame.refs'],
      asks: ['pin-accounting'],
      needs: ['followed', 'pte-lock'],
      gives: ['reference'],
    }),
    step('unlock-followed', [next], unlockFollowed, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
    step('record-slow-page', [next, toNextPage], recordSlowPage, { ...records, needs: ['reference'], ends: ['reference'] }),
    unlockMmForRead('unlock-mm-after-gup'),
    label('fault-in'),
    step('fault-in-page', [callFault], faultIn, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
    step('faulted-in', [toFollow], faultedIn, { reads: ['vma.prot'] }),
    label('back-off'),
    unlockMmForReadFailing('unlock-mm-failing-gup', op.mm, faultToErrno),
  ],
  [
    step('mark-accessed', [next], markFollowed, { ...accesses, needs: ['reference', 'pte-lock'] }),
    step('mark-accessed-off-lru', [next], markFollowedOffLru, { ...accesses, needs: ['reference', 'pte-lock'] }),
  ],
);
