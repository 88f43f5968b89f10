/**
 * How steps ask rules, their constants included: say what the views show, note who is asked (for the message when a rule
 * throws), take the answer if it is one.
 */

import { Pte } from './bits.js';
import type { Machine } from './machine.js';
import { Reuse, type DirectIoRule, type GupRequest, type Stage } from '../rules/rule.js';
import { WrongAnswer } from '../rules/wrong-answer.js';

/** What comes from a plugin in JavaScript may be anything: a forgotten `return`, a promise. */
function yesOrNo(m: Machine, question: string, answer: unknown): boolean {
  if (typeof answer !== 'boolean') throw new WrongAnswer(question, answer, '`true` or `false`');
  m.asking = undefined;
  return answer;
}

export function askMayReuse(m: Machine, pfn: number, stage: Stage, unshare: boolean): Reuse {
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

export function askMustCopy(m: Machine, pfn: number, parent: number): boolean {
  m.shown.frame = pfn;
  m.shown.mm = parent;
  m.asking = 'fork';
  return yesOrNo(m, 'mustCopy', m.rules.fork.mustCopy(m.frameView, m.mmView));
}

export function askBreaksCow(m: Machine, request: GupRequest): boolean {
  m.asking = 'gup';
  return yesOrNo(m, 'breaksCow', m.rules.gup.breaksCow(request));
}

export function askMustUnshare(m: Machine, pfn: number, request: GupRequest): boolean {
  m.shown.frame = pfn;
  m.asking = 'gup';
  return yesOrNo(m, 'mustUnshare', m.rules.gup.mustUnshare(m.frameView, request));
}

export function unsharesAnyPage(m: Machine): boolean {
  m.asking = 'gup';
  return yesOrNo(m, 'unsharesAnyPage', m.rules.gup.unsharesAnyPage);
}

export function countsZeroPage(m: Machine): boolean {
  m.asking = 'gup';
  return yesOrNo(m, 'countsZeroPage', m.rules.gup.countsZeroPage);
}

export function askMayTake(m: Machine, request: GupRequest): boolean {
  m.asking = 'filePin';
  return yesOrNo(m, 'mayTake', m.rules.filePin.mayTake(request));
}

export function askMayTakeLockless(m: Machine, pfn: number, request: GupRequest): boolean {
  m.shown.frame = pfn;
  m.asking = 'filePin';
  return yesOrNo(m, 'mayTakeLockless', m.rules.filePin.mayTakeLockless(m.frameView, request));
}

export function askMayFollow(m: Machine, pte: number, request: GupRequest, cowBroken: boolean): boolean {
  m.shown.pteWord = m.pte.word[pte];
  m.shown.frame = m.pte.frame[pte];
  m.asking = 'followWrite';
  return yesOrNo(m, 'mayFollow', m.rules.followWrite.mayFollow(m.pteView, m.frameView, request, cowBroken));
}

export function askMayUpgrade(m: Machine, pte: number): boolean {
  if ((m.pte.word[pte] & Pte.kindMask) !== Pte.present) return false;
  m.shown.frame = m.pte.frame[pte];
  m.shown.pteWord = m.pte.word[pte];
  m.asking = 'mprotect';
  return yesOrNo(m, 'mayUpgrade', m.rules.mprotect.mayUpgrade(m.frameView, m.pteView));
}

export function askIsMaybePinned(m: Machine, pfn: number): boolean {
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

export function directIoReference(m: Machine): DirectIoRule['reference'] {
  m.asking = 'directIo';
  const answer = m.rules.directIo.reference;
  if (answer !== 'get' && answer !== 'pin') throw new WrongAnswer('reference', answer, '`get` or `pin`');
  m.asking = undefined;
  return answer;
}
