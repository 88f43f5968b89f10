/**
 * How steps ask rules, their constants included: say what the views show, note who is asked (for the message when a rule
 * throws), take the answer if it is one.
 */

import type { Machine } from './machine.js';
import { Reuse, type DirectIoRule, type GupRequest, type Stage } from '../rules/rule.js';
import { WrongAnswer } from '../rules/wrong-answer.js';

/** What comes from a plugin in JavaScript may be anything: a forgotten `return`, a promise. */
function yesOrNo(m: Machine, question: string, answer: unknown): boolean {
  if (typeof answer !== 'boolean') throw new WrongAnswer(question, answer, '`true` or `false`');
  m.asking = undefined;
  return answer;
}

/** `WriteFaultRule.mayReuse` about a frame. @throws {WrongAnswer} as all questions here, for what is no answer */
export function askMayReuse(m: Machine, a: number, pfn: number, stage: Stage, unshare: boolean): Reuse {
  m.shown.actor = a;
  m.shown.frame = pfn;
  m.shown.stage = stage;
  m.shown.unshare = unshare;
  m.asking = 'writeFault';
  const answer = m.rules.writeFault.mayReuse(m.frameView, m.faultView);
  if (answer !== Reuse.now && answer !== Reuse.copy && answer !== Reuse.lookCloser) {
    throw new WrongAnswer('mayReuse', answer, '`Reuse.now`, `Reuse.copy` or `Reuse.lookCloser`');
  }
  m.asking = undefined;
  return answer;
}

/** `ForkRule.mustCopy` about a frame of the parent. */
export function askMustCopy(m: Machine, a: number, pfn: number, parent: number): boolean {
  m.shown.actor = a;
  m.shown.frame = pfn;
  m.shown.mm = parent;
  m.asking = 'fork';
  return yesOrNo(m, 'mustCopy', m.rules.fork.mustCopy(m.frameView, m.mmView));
}

/** `GupRule.breaksCow`: is this read treated as a write? */
export function askBreaksCow(m: Machine, request: GupRequest): boolean {
  m.asking = 'gup';
  return yesOrNo(m, 'breaksCow', m.rules.gup.breaksCow(request, m.vmaView));
}

/** `GupRule.mustUnshare` about a frame that is mapped read-only. */
export function askMustUnshare(m: Machine, a: number, pfn: number, request: GupRequest): boolean {
  m.shown.actor = a;
  m.shown.frame = pfn;
  m.asking = 'gup';
  return yesOrNo(m, 'mustUnshare', m.rules.gup.mustUnshare(m.frameView, request, m.vmaView));
}

/** `GupRule.unsharesAnyPage`: are zero and page-cache pages unshared, too? */
export function unsharesAnyPage(m: Machine): boolean {
  m.asking = 'gup';
  return yesOrNo(m, 'unsharesAnyPage', m.rules.gup.unsharesAnyPage);
}

/** `GupRule.countsZeroPage`: does a pin of the zero page take references? */
export function countsZeroPage(m: Machine): boolean {
  m.asking = 'gup';
  return yesOrNo(m, 'countsZeroPage', m.rules.gup.countsZeroPage);
}

/** `FilePinRule.mayTake`: may a page of this file mapping be handed out for such a call? */
export function askMayTake(m: Machine, request: GupRequest): boolean {
  m.asking = 'filePin';
  return yesOrNo(m, 'mayTake', m.rules.filePin.mayTake(request, m.vmaView));
}

/** `FilePinRule.mayTakeLockless`: may the lockless walk keep the page that it has met? */
export function askMayTakeLockless(m: Machine, a: number, pfn: number, request: GupRequest): boolean {
  m.shown.actor = a;
  m.shown.frame = pfn;
  m.asking = 'filePin';
  return yesOrNo(m, 'mayTakeLockless', m.rules.filePin.mayTakeLockless(m.frameView, request));
}

/** `FollowWriteRule.mayFollow` about a PTE and the frame in it: may a write go through although the PTE is read-only? */
export function askMayFollow(m: Machine, a: number, pte: number, request: GupRequest, cowBroken: boolean): boolean {
  m.shown.actor = a;
  m.shown.pte = pte;
  m.shown.frame = m.pte.entry.frame(a, pte);
  m.asking = 'followWrite';
  return yesOrNo(m, 'mayFollow', m.rules.followWrite.mayFollow(m.pteView, m.frameView, request, cowBroken, m.vmaView));
}

/** `MprotectRule.mayUpgrade` about a PTE that maps a page. */
export function askMayUpgrade(m: Machine, a: number, pte: number): boolean {
  m.shown.actor = a;
  m.shown.frame = m.pte.entry.frame(a, pte);
  m.shown.pte = pte;
  m.asking = 'mprotect';
  return yesOrNo(m, 'mayUpgrade', m.rules.mprotect.mayUpgrade(m.frameView, m.pteView));
}

/** `PinAccountingRule.isMaybePinned` about a frame (page_maybe_dma_pinned). */
export function askIsMaybePinned(m: Machine, a: number, pfn: number): boolean {
  m.shown.actor = a;
  m.shown.frame = pfn;
  m.asking = 'pinAccounting';
  return yesOrNo(m, 'isMaybePinned', m.rules.pinAccounting.isMaybePinned(m.frameView));
}

/** References that one FOLL_PIN takes. */
export function referencesPerPin(m: Machine): number {
  m.asking = 'pinAccounting';
  const answer: unknown = m.rules.pinAccounting.perPin;
  if (!Number.isInteger(answer) || (answer as number) < 1) throw new WrongAnswer('perPin', answer, 'a whole number above 0');
  m.asking = undefined;
  return answer as number;
}

/** `DirectIoRule.reference`: does direct I/O take a reference or a pin? */
export function directIoReference(m: Machine): DirectIoRule['reference'] {
  m.asking = 'directIo';
  const answer = m.rules.directIo.reference;
  if (answer !== 'get' && answer !== 'pin') throw new WrongAnswer('reference', answer, '`get` or `pin`');
  m.asking = undefined;
  return answer;
}
