/** `cowlab/policies`: the policies that come with cowlab. */

import type { Policy } from '../core/index.js';
import activationClearsLru611 from './activation-clears-lru-6.11/index.js';
import activationKeepsLru617 from './activation-keeps-lru-6.17/index.js';
import anonExclusive from './anon-exclusive/index.js';
import anonExclusive60 from './anon-exclusive-6.0/index.js';
import anonExclusive61 from './anon-exclusive-6.1/index.js';
import anonExclusive62 from './anon-exclusive-6.2/index.js';
import anonExclusive65 from './anon-exclusive-6.5/index.js';
import anonExclusive615 from './anon-exclusive-6.15/index.js';
import earlyCow from './early-cow/index.js';
import earlyCowSeqcount from './early-cow-seqcount/index.js';
import earlyCowWrprotect from './early-cow-wrprotect/index.js';
import forcedBreak from './forced-break/index.js';
import mapcount from './mapcount/index.js';
import mremapLooksUpFirst516 from './mremap-looks-up-first-5.16/index.js';
import mremapMovesAreas617 from './mremap-moves-areas-6.17/index.js';
import munmapDowngrades420 from './munmap-downgrades-4.20/index.js';
import pageCount from './page-count/index.js';
import pageCountEverywhere from './page-count-everywhere/index.js';
import pinsBias from './pins-bias/index.js';

/** All of them, oldest kernel first; parents before children. A `PolicyRegistry` is made of them. */
export const builtinPolicies: readonly Policy[] = [
  mapcount,
  forcedBreak,
  pageCount,
  earlyCowWrprotect,
  earlyCow,
  earlyCowSeqcount,
  pageCountEverywhere,
  anonExclusive,
  anonExclusive60,
  anonExclusive61,
  anonExclusive62,
  anonExclusive65,
  anonExclusive615,
  pinsBias,
  munmapDowngrades420,
  mremapLooksUpFirst516,
  mremapMovesAreas617,
  activationClearsLru611,
  activationKeepsLru617,
];
