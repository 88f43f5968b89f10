/** What is to be known of a policy's steps, whatever program runs: worked out once. */

import { fieldName } from '../../machine/fields.js';
import type { Step } from '../../engine/step.js';
import { invariantsOf } from '../../oracle/invariants.js';
import type { CompiledPolicy } from '../../policy/compile.js';
import { Footprints, include, meets, type FieldSet, type Footprint } from './footprints.js';
import { Futures } from './futures.js';
import { LockedPlaces } from './locks.js';

/** Cells that invariants about steps look at, of the fault or the fork that a step is part of (steps.ts). */
const seenByStepInvariants = [
  'pte.entry',
  'pmd.entry',
  'vma.mm',
  'vma.first',
  'vma.end',
  'vma.prot',
  'vma.flags',
  'mm.writeProtectSeq',
];

/** A step, as far as it matters to others. */
export interface StepKnown extends Footprint {
  /** It has one behaviour, looks at nobody's place in his lists, and changes nothing that an invariant reads. */
  readonly isPlain: boolean;
  /** It is about registers only. */
  readonly isOwn: boolean;
}

/** The steps of a policy's lists, and what may follow them. */
export class PolicyFootprints {
  readonly footprints: Footprints;
  readonly locked: LockedPlaces;
  /** By list and position. */
  readonly steps: readonly (readonly StepKnown[] | undefined)[];
  private readonly futures = new Map<number, Futures>();

  constructor(private readonly policy: CompiledPolicy) {
    this.footprints = new Footprints(policy);
    this.locked = new LockedPlaces(policy);
    const visible = visibleIn(policy, this.footprints);
    this.steps = policy.lists.map((list) => list?.steps.map((step) => known(step, this.footprints.ofStep(step), visible)));
  }

  /** What may be touched from every place on, while somebody else holds these locks. */
  futuresWhile(held: number): Futures {
    const before = this.futures.get(held);
    if (before !== undefined) return before;
    const made = new Futures(this.policy, this.footprints, held);
    this.futures.set(held, made);
    return made;
  }
}

/** Fields that an invariant reads which must hold behind every step. */
function visibleIn(policy: CompiledPolicy, footprints: Footprints): FieldSet {
  const visible = footprints.of([...seenByStepInvariants, ...footprints.added()]);
  for (const invariant of invariantsOf(policy)) {
    if (invariant.when !== 'quiescent') include(visible, footprints.of(invariant.reads));
  }
  return visible;
}

function known(step: Step, footprint: Footprint, visible: FieldSet): StepKnown {
  const looksAtPlaces = (step.reads ?? []).some((field) => ['actor.list', 'actor.position'].includes(fieldName(field)));
  // Whether fork tests for pins within its sequence (I7) is asked of the very step.
  const isTested = step.asks?.includes('fork') === true;
  const { reads, writes, readsIrqs, writesIrqs } = footprint;
  return {
    ...footprint,
    isPlain: step.choices === undefined && !looksAtPlaces && !isTested && !meets(writes, visible),
    isOwn: !readsIrqs && !writesIrqs && [...reads, ...writes].every((word) => word === 0),
  };
}
