/** The models on which the search is measured against SPIN: each has more than 200,000 states. */

import { forkAndGupFast } from './fork-and-gup-fast.js';
import { peterson } from './peterson.js';
import type { Reference } from './reference.js';
import { unmapAndGupFast } from './unmap-and-gup-fast.js';

export type { Reference } from './reference.js';

/** One of each, with the number of states that SPIN 6.5.2 counts. */
export const references: readonly (Reference & { readonly states: number })[] = [
  { ...peterson(4), states: 465_010 },
  { ...forkAndGupFast(5), states: 338_424 },
  { ...unmapAndGupFast(3), states: 332_730 },
];
