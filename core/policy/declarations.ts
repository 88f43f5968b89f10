/**
 * What steps of a policy say of themselves must be of things that there are. The compiler sees to it in cowlab's own; plugins run
 * without having been compiled.
 */

import { factNames, factsOf } from '../engine/facts.js';
import type { Step } from '../engine/step.js';
import { stepWithoutAnswers, unknownName } from '../errors/errors.js';
import { fieldName, fieldNames } from '../machine/fields.js';
import type { Policy } from './policy.js';

/**
 * Checks every step that policies of a chain bring.
 * @throws {CowlabError} COW004 for a field or fact that there is not, COW078 for a step that does not say what it answers
 */
export function checkDeclarations(chain: readonly Policy[]): void {
  const fields = [...fieldNames, ...chain.flatMap(({ fields: added = [] }) => added.map(fieldName))];
  for (const policy of chain) {
    for (const [list, steps] of Object.entries(policy.steps ?? {}))
      for (const step of steps) checkStep(step, list, policy, fields);
  }
}

function checkStep(step: Step, list: string, { id, origin }: Policy, fields: readonly string[]): void {
  const { name, reads = [], writes = [], needs = [], gives = [], givesOnJump = [], givesToCall = [], ends = [] } = step;
  if (!Array.isArray(step.answers)) throw stepWithoutAnswers({ id, origin, list, step: name });
  const place = `step \`${name}\` of \`${list}\``;
  const check = (kind: string, named: readonly string[], known: readonly string[]): void => {
    const wrong = named.find((one) => !known.includes(one));
    if (wrong !== undefined) throw unknownName(kind, wrong, known, origin === undefined ? place : `${origin}: ${place}`);
  };
  check('field', [...reads, ...writes].map(fieldName), fields);
  check('fact', [...needs.flatMap(factsOf), ...gives, ...givesOnJump, ...givesToCall, ...ends], factNames());
}
