/** Steps of a policy's own that lead nowhere. */

import { CowlabError } from './cowlab-error.js';
import type { Refused } from './definitions.js';

/** A step of a list, and the policy that brought it. */
export interface StepOf extends Refused {
  readonly list: string;
  readonly step: string;
}

function named({ id, step, list }: StepOf): string {
  return `The policy \`${id}\` has a step \`${step}\` of \`${list}\` that`;
}

/** @param answer `goto('retry')`, as in the other factories here @param declared what it may answer */
export function stepAnswersUndeclared(step: StepOf, answer: string, declared: readonly string[]): CowlabError {
  return new CowlabError('COW063', `${named(step)} answers \`${answer}\`, which it does not declare.`, {
    where: step.origin,
    expected: `one of ${declared.join(', ')}`,
  });
}

/** Without its answers no order of it can be checked. */
export function stepWithoutAnswers(step: StepOf): CowlabError {
  return new CowlabError('COW078', `${named(step)} does not say what it answers.`, {
    where: step.origin,
    expected: '`step(name, [answers], run, traits)`',
  });
}

/** Where registers are was settled when the first policy was compiled. */
export function registersTooLate(owner: string, names: readonly string[]): CowlabError {
  const which = names.map((name) => `\`${owner}.${name}\``).join(', ');
  return new CowlabError('COW080', `Registers are declared when a policy has been compiled already: ${which}.`, {
    expected: '`registers(…)` where the module is loaded, before any policy is compiled',
  });
}

const declaring = 'answers that it declares';

/** No place, no list, or no answer at all. */
export function stepLeadsNowhere(step: StepOf, answer: string): CowlabError {
  return new CowlabError('COW064', `${named(step)} answers \`${answer}\`, which leads nowhere.`, {
    where: step.origin,
    expected: declaring,
  });
}

/** The calls are more than an actor remembers. */
export function stepLeadsDeeper(step: StepOf, answer: string): CowlabError {
  return new CowlabError('COW065', `${named(step)} answers \`${answer}\`, which leads ever deeper.`, {
    where: step.origin,
    expected: declaring,
  });
}
