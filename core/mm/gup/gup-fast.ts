/**
 * gup_pte_range: the lockless walk. Interrupts are off, which keeps page tables alive and
 * holds back TLB-flush IPIs; no lock is taken, so every look is checked again. What it cannot have it leaves.
 */

import { Pte } from '../../machine/bits.js';
import { getFrame, putFrame } from '../../machine/frame.js';
import { markReferenced } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { walkTo } from '../../machine/pmd.js';
import { perKind } from '../../machine/pte-kind.js';
import { askMayTakeLockless, askMustUnshare } from '../../machine/ask.js';
import { allTaken, isPin, recordPage, referencesFor, releaseTaken, requestOf, wantsWrite } from './gup.js';
import { op } from '../operation-registers.js';
import { registers } from '../../engine/registers.js';
import { done, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { counts, puts, records, releases, walks } from '../../machine/footprints.js';

/** `grabbed`: references taken on `frame` that are not recorded yet, what back-off has to undo. */
const fast = registers('gup-fast', ['pte', 'word', 'frame', 'seq', 'grabbed']);
const toBackOff = goto('back-off-page');
const toNextPage = goto('read-pte-once');

/** read_seqcount; odd: fork is write-protecting, leave it to the slow path (57efa1fe5957). FOLL_PIN only. */
function readWriteProtectSeq(m: Machine, a: number) {
  if (!isPin(m, a)) return next;
  const seq = m.mm.writeProtectSeq.load(a, m.get(a, op.mm));
  if ((seq & 1) === 1) {
    m.emit('gup-fast-fallbacks');
    return done;
  }
  m.set(a, fast.seq, seq);
  return next;
}

function irqsOffStep(m: Machine, a: number) {
  m.actor.irqsOff.store(a, a, 1);
  return next;
}

function readPteOnce(m: Machine, a: number) {
  const { pte, word } = walkTo(m, a, m.get(a, op.mm), m.get(a, op.page));
  m.set(a, fast.grabbed, 0);
  if (pte < 0) return toBackOff;
  m.set(a, fast.pte, pte);
  m.set(a, fast.word, word);
  m.set(a, fast.frame, m.pte.entry.frame(a, pte));
  return next;
}

/** PROT_NONE, or not writable where that is needed: not here. */
function checkPresent(m: Machine, a: number) {
  const word = m.get(a, fast.word);
  if ((word & Pte.protNone) !== 0) return toBackOff;
  return (word & Pte.write) === 0 && wantsWrite(m, a, -1) ? toBackOff : next;
}

const leaveIt = () => toBackOff;

/** What is not present, or special (the zero page), is for the slow path. */
const gupPteRange = perKind('gup_pte_range', { none: leaveIt, present: checkPresent, zero: leaveIt });

function checkPermission(m: Machine, a: number) {
  return gupPteRange.of(m.get(a, fast.word))(m, a);
}

/** get_page unless the count is zero: a freed page is not revived. */
function takeSpeculativeReference(m: Machine, a: number) {
  const pfn = m.get(a, fast.frame);
  if (m.frame.refs.load(a, pfn) <= 0) return toBackOff;
  getFrame(m, a, pfn);
  m.set(a, fast.grabbed, 1);
  return next;
}

/** FOLL_PIN: the rest of GUP_PIN_COUNTING_BIAS on top of the first reference (3faa52c03f44). */
function addPinBias(m: Machine, a: number) {
  const total = referencesFor(m, isPin(m, a), m.get(a, fast.frame));
  getFrame(m, a, m.get(a, fast.frame), total - 1);
  m.set(a, fast.grabbed, total);
  return next;
}

/**
 * try_grab_folio: smp_mb__after_atomic between taking a FOLL_PIN and the re-read (088b8aa537c2), not for FOLL_GET. Memory
 * is sequentially consistent here; it is counted.
 */
function fullBarrier(m: Machine, a: number) {
  if (isPin(m, a)) m.emit('barriers-after-atomics');
  return next;
}

/** The PMD entry as well, in the kernel from 6.1 on (70cbc3cc78a9): only page-table sharing changes one under a walk here. */
function rereadPte(m: Machine, a: number) {
  const { pte, word } = walkTo(m, a, m.get(a, op.mm), m.get(a, op.page));
  const isSame = pte === m.get(a, fast.pte) && word === m.get(a, fast.word);
  return isSame && m.pte.entry.frame(a, pte) === m.get(a, fast.frame) ? next : toBackOff;
}

/** gup_must_unshare: a read-only PTE of a page that is not exclusive (a7f226604170). */
function checkUnshare(m: Machine, a: number) {
  if ((m.get(a, fast.word) & Pte.write) !== 0) return next;
  return askMustUnshare(m, a, m.get(a, fast.frame), requestOf(m, a, -1)) ? toBackOff : next;
}

/** folio_fast_pin_allowed (later gup_fast_folio_allowed) of the page that is held by now, then as before. */
function checkFolio(m: Machine, a: number) {
  return askMayTakeLockless(m, a, m.get(a, fast.frame), requestOf(m, a, -1)) ? checkUnshare(m, a) : toBackOff;
}

function recordFastPage(m: Machine, a: number) {
  recordPage(m, a, m.get(a, fast.frame));
  markReferenced(m, a, m.get(a, fast.frame));
  m.set(a, fast.grabbed, 0);
  m.emit('gup-fast-pages');
  return allTaken(m, a) ? next : toNextPage;
}

/** Undoes what the registers say was done; pages recorded before are kept for the slow path to go on from. */
function backOffPage(m: Machine, a: number) {
  const grabbed = m.get(a, fast.grabbed);
  if (grabbed > 0) putFrame(m, a, m.get(a, fast.frame), grabbed);
  m.set(a, fast.grabbed, 0);
  m.emit('gup-fast-fallbacks');
  return next;
}

function irqsOnStep(m: Machine, a: number) {
  m.actor.irqsOff.store(a, a, 0);
  return next;
}

/** read_seqcount_retry: fork ran in between, all pins of this walk are dropped. FOLL_PIN only. */
function checkWriteProtectSeq(m: Machine, a: number) {
  if (isPin(m, a) && m.mm.writeProtectSeq.load(a, m.get(a, op.mm)) !== m.get(a, fast.seq)) {
    releaseTaken(m, a);
    m.emit('gup-fast-fallbacks');
  }
  return next;
}

const seqTrait = { reads: ['mm.writeProtectSeq'] } as const;

/** The lockless walk with interrupts off: reads the PTE, takes the reference, reads the PTE again. */
export const gupFast = operation(
  'gup-fast',
  'gup_pte_range',
  [
    step('irqs-off', [next], irqsOffStep, { writes: ['actor.irqsOff'], gives: ['irqs-off'] }),
    step('read-pte-once', [next, toBackOff], readPteOnce, {
      reads: [...walks, 'pte.entry'],
      needs: ['irqs-off'],
      gives: ['pte'],
    }),
    step('check-permission', [next, toBackOff], checkPermission, { needs: ['pte'], asks: ['gup'] }),
    step('take-reference', [next, toBackOff], takeSpeculativeReference, {
      ...counts,
      needs: ['pte', 'irqs-off'],
      gives: ['reference'],
    }),
    step('add-pin-bias', [next], addPinBias, { ...counts, needs: ['reference'], asks: ['pin-accounting'] }),
    step('re-read-pte', [next, toBackOff], rereadPte, {
      reads: [...walks, 'pte.entry'],
      needs: ['pte', 'irqs-off'],
      optional: true,
    }),
    step('record-fast-page', [next, toNextPage], recordFastPage, {
      reads: [...records.reads, 'frame.flags'],
      writes: [...records.writes, 'frame.flags'],
      needs: ['reference'],
      ends: ['reference'],
    }),
    step('irqs-on', [next], irqsOnStep, { writes: ['actor.irqsOff'], needs: ['irqs-off'], ends: ['irqs-off'] }),
    step('end-walk', [done], () => done),
    label('back-off-page'),
    step('undo-page', [next], backOffPage, puts),
    step('irqs-on-after-back-off', [next], irqsOnStep, { writes: ['actor.irqsOff'], needs: ['irqs-off'], ends: ['irqs-off'] }),
  ],
  [
    step('read-write-protect-seq', [next, done], readWriteProtectSeq, { ...seqTrait, gives: ['seq'] }),
    step('check-write-protect-seq', [next], checkWriteProtectSeq, {
      reads: [...seqTrait.reads, ...releases.reads],
      writes: releases.writes,
      needs: ['seq'],
    }),
    step('check-seq-after-back-off', [next], checkWriteProtectSeq, {
      reads: [...seqTrait.reads, ...releases.reads],
      writes: releases.writes,
      needs: ['seq'],
    }),
    step('check-unshare', [next, toBackOff], checkUnshare, { asks: ['gup'], needs: ['pte'] }),
    step('check-folio', [next, toBackOff], checkFolio, { asks: ['file-pin', 'gup'], needs: ['pte', 'reference'] }),
    step('full-barrier', [next], fullBarrier, { needs: ['reference'] }),
  ],
);
