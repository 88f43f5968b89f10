/** What an invariant is: a sentence about every thing of one kind. */

import type { Field } from '../../machine/fields.js';
import type { Machine } from '../../machine/machine.js';
import { mapsPage } from '../../machine/pte-kind.js';
import type { Breach, Flaw } from '../../program/breach.js';
import type { BreachKind } from '../../program/verdict.js';
import type { CompiledPolicy, PolicyMachine } from '../../policy/compile.js';
import type { Sums } from './sums.js';

interface Named {
  readonly id: string;
  readonly about: string;
  readonly kind: BreachKind;
  belongsTo(policy: CompiledPolicy): boolean;
}

/** Kinds of things that invariants are about. */
export type Thing = 'frame' | 'pte' | 'pmd' | 'mm' | 'vma' | 'table' | 'actor';

/** About every thing of a kind, in a state. */
interface OfThings extends Named {
  readonly of: Thing;
  /**
   * What is wrong with one thing, or undefined. It may depend on that thing, and on the sums of it: whatever else it reads
   * must not change by itself.
   */
  wrong(m: Machine, thing: number, sums: Sums): Flaw | undefined;
}

/** Holds in every state. */
interface Always extends OfThings {
  /** `unlocked`: of what no locked page table maps. */
  readonly when: 'always' | 'unlocked';
  /**
   * All that it, the sums that it reads and the rules that it asks look at; fields that policies add need not be named. Where
   * nothing of it changes, whether the invariant holds does not.
   */
  readonly reads: readonly Field[];
}

/** Holds while no operation is under way. */
interface AtRest extends OfThings {
  readonly when: 'quiescent';
}

/** About a state. */
export type Invariant = Always | AtRest;

/** About one step of an actor, whatever state it leads to. One at a time: `before` may keep what `after` compares. */
export interface StepInvariant extends Named {
  before(m: PolicyMachine, actor: number): void;
  /** What the step has done wrong, or undefined. */
  after(m: Machine, actor: number): Flaw | undefined;
}

/** That an invariant does not hold. */
export function breachOf({ kind, id }: Named, flaw: Flaw): Breach {
  return { kind, invariant: id, ...flaw };
}

/** An invariant of every policy. */
export const everywhere = (): boolean => true;

/** Policies that know which pages belong to one process (6c287605fd56). */
export const withExclusiveBit = (policy: CompiledPolicy): boolean => policy.hasStep('mark-exclusive');

/** An invariant of every frame in use; `wrong` says what is wrong with one. The zero page is nobody's. */
export function ofFrames(wrong: Invariant['wrong']): Pick<Invariant, 'of' | 'wrong'> {
  return {
    of: 'frame',
    wrong(m, pfn, sums) {
      return pfn === 0 || m.frame.flags.at(pfn) === 0 ? undefined : wrong(m, pfn, sums);
    },
  };
}

/** What `isUnderLock` looks at. */
export const readsLocked = ['table.lockedBy', 'pte.entry'] as const satisfies readonly Field[];

/** Is it, or what maps it, under the lock of a page table? Whoever holds the lock may be in the middle of something. */
export function isUnderLock(m: Machine, of: Thing, thing: number): boolean {
  if (of === 'pte') return m.table.lockedBy.at(Math.trunc(thing / m.tableSize)) !== 0;
  for (let table = 0; of === 'frame' && table < m.table.lockedBy.length; table++) {
    if (m.table.lockedBy.at(table) === 0) continue;
    for (let pte = table * m.tableSize; pte < (table + 1) * m.tableSize; pte++) {
      if (mapsPage(m.pte.entry.wordAt(pte)) && m.pte.entry.frameAt(pte) === thing) return true;
    }
  }
  return false;
}
