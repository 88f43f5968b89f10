/** Which allowances mean something on the eager machine; the others belong to mechanisms the machine does not have. */

import type { Allowance } from '../../program/allowances.js';
import type { Latitude } from '../eager/eager.js';
import { dmaDuringForkMayTear } from './dma-during-fork-may-tear.js';
import { fastOnlyMayFail } from './fast-only-may-fail.js';
import { outOfMemory } from './out-of-memory.js';
import { privateFileMayFreeze } from './private-file-may-freeze.js';
import { refusedByDesign } from './refused-by-design.js';
import { roGetMayDetach } from './ro-get-may-detach.js';
import { roShortPinMayDetach } from './ro-short-pin-may-detach.js';
import { unmapIsNotOrdered } from './unmap-is-not-ordered.js';

const latitudes: readonly Latitude[] = [
  roGetMayDetach,
  roShortPinMayDetach,
  privateFileMayFreeze,
  dmaDuringForkMayTear,
  fastOnlyMayFail,
  unmapIsNotOrdered,
  refusedByDesign,
  outOfMemory,
];

/** What the allowances in force permit, those that mean something here. */
export function latitudesOf(allowed: readonly Allowance[]): readonly Latitude[] {
  return latitudes.filter(({ allowance }) => allowed.includes(allowance));
}
