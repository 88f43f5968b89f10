/** What this machine has of the advice that the scenario format knows. */

import type { Advice } from '../program/program.js';

/** The loader refuses the rest by name. */
export const supportedAdvices: readonly Advice[] = ['dontneed', 'dontfork', 'dofork', 'wipeonfork'];
