/** How steps ask rules: move the views, note who is asked (for the message when a rule throws), take the answer. */

import { Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import type { GupRequest, Reuse, Stage } from '../rules/rule.js';

interface Asked {
  stage: Stage;
  unshare: boolean;
}

const faultView: Asked = { stage: 0, unshare: false };

export function askMayReuse(m: Machine, pfn: number, stage: Stage, unshare: boolean): Reuse {
  m.frameView.at = pfn;
  faultView.stage = stage;
  faultView.unshare = unshare;
  m.asking = 'writeFault';
  const answer = m.rules.writeFault.mayReuse(m.frameView, faultView);
  m.asking = undefined;
  return answer;
}

export function askMustCopy(m: Machine, pfn: number, parent: number): boolean {
  m.frameView.at = pfn;
  m.mmView.at = parent;
  m.asking = 'fork';
  const answer = m.rules.fork.mustCopy(m.frameView, m.mmView);
  m.asking = undefined;
  return answer;
}

export function askBreaksCow(m: Machine, request: GupRequest): boolean {
  m.asking = 'gup';
  const answer = m.rules.gup.breaksCow(request);
  m.asking = undefined;
  return answer;
}

export function askMustUnshare(m: Machine, pfn: number, request: GupRequest): boolean {
  m.frameView.at = pfn;
  m.asking = 'gup';
  const answer = m.rules.gup.mustUnshare(m.frameView, request);
  m.asking = undefined;
  return answer;
}

export function askMayFollow(m: Machine, pte: number, request: GupRequest, cowBroken: boolean): boolean {
  m.pteView.word = m.pte.word[pte];
  m.frameView.at = m.pte.frame[pte];
  m.asking = 'followWrite';
  const answer = m.rules.followWrite.mayFollow(m.pteView, m.frameView, request, cowBroken);
  m.asking = undefined;
  return answer;
}

export function askMayUpgrade(m: Machine, pte: number): boolean {
  if ((m.pte.word[pte] & Pte.kindMask) !== Pte.present) return false;
  m.frameView.at = m.pte.frame[pte];
  m.pteView.word = m.pte.word[pte];
  m.asking = 'mprotect';
  const answer = m.rules.mprotect.mayUpgrade(m.frameView, m.pteView);
  m.asking = undefined;
  return answer;
}

export function askIsMaybePinned(m: Machine, pfn: number): boolean {
  m.frameView.at = pfn;
  m.asking = 'pinAccounting';
  const answer = m.rules.pinAccounting.isMaybePinned(m.frameView);
  m.asking = undefined;
  return answer;
}
