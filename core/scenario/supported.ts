/** What this machine has of the advice that the scenario format knows. */

import type { Advice } from '../program/program.js';

const advices: readonly Advice[] = ['dontneed', 'dontfork', 'dofork', 'wipeonfork'];

/** The loader refuses the rest by name. */
export function isSupportedAdvice(advice: Advice): boolean {
  return advices.includes(advice);
}
