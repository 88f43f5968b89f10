/** The least that a machine runs on: rules that each give one answer, and the lists of a test, if it has any. */

import { Reuse, type Rules } from '../../rules/rule.js';
import type { Code, Kernel } from '../kernel.js';

const reads = [] as const;

/** Copies at every write, shares at every fork, hands out what is mapped. */
export const simplestRules: Rules = {
  writeFault: { reads, mayReuse: () => Reuse.copy },
  fork: { reads, mustCopy: () => false },
  pinAccounting: { reads, perPin: 1, isMaybePinned: () => false },
  gup: { reads, breaksCow: () => false, mustUnshare: () => false, unsharesAnyPage: false, countsZeroPage: true },
  filePin: { reads, mayTake: () => true, mayTakeLockless: () => true },
  followWrite: { reads, mayFollow: (pte) => pte.writable },
  mprotect: { reads, mayUpgrade: () => false },
  directIo: { reads, reference: 'get' },
};

/** @param lists by list number */
export function simplestKernel(lists: readonly Code[] = [], rules: Partial<Rules> = {}): Kernel {
  return {
    rules: { ...simplestRules, ...rules },
    lists,
    fields: [],
    registers: 8,
    registerAt: Uint16Array.from({ length: 8 }, (_, at) => at),
    stackDepth: 3,
  };
}
