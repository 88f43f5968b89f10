/** Wrong policies as data: what is changed, in which policies, and which built-in scenarios must tell. */

import { builtinPolicies } from '../../../../policies/index.js';
import type { EventName } from '../../../../core/program/events.js';
import type { Machine } from '../../../../core/machine/machine.js';
import type { BreachKind } from '../../../../core/program/verdict.js';
import { compilePolicy, type CompiledPolicy } from '../../../../core/policy/compile.js';
import { definePolicy, type PolicyDefinition } from '../../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../../core/policy/registry.js';
import { operations } from '../../../../core/mm/operations.js';
import type { Edit } from '../../../../core/engine/edits.js';
import type { Answer } from '../../../../core/engine/answers.js';
import { isLabel, type Step, type StepFunction } from '../../../../core/engine/step.js';

/** What a mutant states beside its parent, as any plugin could. */
type Change = Pick<PolicyDefinition, 'rules' | 'orders' | 'steps'>;

/**
 * How a scenario tells: by a breach where it expects none, of this kind or of the invariant `I1w`; by `no breach` where
 * it expects one; by `not refused` where it expects a refusal; or by a count of this event that is not the expected one.
 */
type Sign = BreachKind | `I${string}` | 'no breach' | 'not refused' | EventName;

interface Mutation {
  /** What is done wrong. */
  readonly name: string;
  /** Ids of the policies it is done to, one mutant for each. */
  readonly of: readonly string[];
  /** The wrong policy, as the difference to its parent. */
  readonly change: (parent: string) => Change;
}

export interface CaughtMutant extends Mutation {
  /** By name of the scenario. */
  readonly caughtBy: Readonly<Record<string, Sign>>;
}

export interface Survivor extends Mutation {
  /** Why no scenario can tell, or what it waits for. */
  readonly survives: string;
  /** What is the same as under the parent, in every built-in scenario: all states, or breaches and outcomes. */
  readonly same: 'states' | 'outcomes';
}

/** The mutant of one parent, ready to run. */
export function compileMutant({ name, change }: Mutation, parent: string): CompiledPolicy {
  const mutant = definePolicy('mutant', { title: name, extends: parent, ...change(parent) });
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, mutant]), 'mutant');
}

/** A list of the parent in another order. */
export function reordered(list: string, ...edits: readonly Edit[]): Mutation['change'] {
  return () => ({ orders: { [list]: edits } });
}

/** Runs in place of a step; `original` is what it takes the place of. */
export type Amendment = (m: Machine, a: number, original: StepFunction) => Answer;

/** A step of the parent's list that does something else. To the order check it is the step it takes the place of. */
export function amended(list: string, name: string, amendment: Amendment): Mutation['change'] {
  const original = stepOf(list, name);
  const wrong: Step = { ...original, run: (m, a) => amendment(m, a, original.run) };
  return () => ({ steps: { [list]: [wrong] } });
}

function stepOf(list: string, name: string): Step {
  const { entries, spare } = operations.find((operation) => operation.name === list) ?? { entries: [], spare: [] };
  const found = [...entries, ...spare].find((entry): entry is Step => !isLabel(entry) && entry.name === name);
  if (found === undefined) throw new Error(`\`${list}\` has no step \`${name}\``);
  return found;
}
