/**
 * Structural invariants: what the kernel asserts or relies on, checked beside refinement. Each says when it must hold
 * and, by `belongsTo`, under which policies. Not here, since nothing here could break them: swap (I6, I12), migration
 * (I8), device-exclusive entries (I11), large folios (I14).
 */

import type { CompiledPolicy } from '../policy/compile.js';
import { countInvariants } from './invariants/counts.js';
import { exclusiveInvariants } from './invariants/exclusive.js';
import type { Invariant, StepInvariant } from './invariants/invariant.js';
import { pinInvariants } from './invariants/pins.js';
import { restInvariants } from './invariants/rest.js';
import { stepInvariants } from './invariants/steps.js';

export type { Invariant, StepInvariant } from './invariants/invariant.js';

const invariants: readonly Invariant[] = [...exclusiveInvariants, ...countInvariants, ...pinInvariants, ...restInvariants];

/** Those that belong to a policy. */
export function invariantsOf(policy: CompiledPolicy): Invariant[] {
  return invariants.filter((invariant) => invariant.belongsTo(policy));
}

/** Those about steps that belong to a policy. */
export function stepInvariantsOf(policy: CompiledPolicy): StepInvariant[] {
  return stepInvariants.filter((invariant) => invariant.belongsTo(policy));
}
