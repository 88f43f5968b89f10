/** Whether what a policy shows is right only since a kernel may decline what it was asked for. */

import { codes } from '../program/values.js';
import type { Bounds } from '../program/bounds.js';
import { operationsOf } from '../program/operations.js';
import type { Outcome } from '../program/outcome.js';
import type { Operation, Program } from '../program/program.js';
import { specificationOf, type Specification } from './specification.js';

/** What the eager machine allows when every call is answered that can be. */
const unrefused = new WeakMap<Program, Specification>();

/**
 * Does an outcome that is allowed rest on the allowance `refused-by-design`? Only an outcome with a pin that failed is
 * looked at again: such a pin may have other reasons to fail.
 * @param outcome one that the eager machine allows, within these bounds
 */
export function isRefusal(program: Program, outcome: Outcome, bounds: Bounds): boolean {
  const mayDecline = program.allow.includes('refused-by-design');
  if (!mayDecline || !operationsOf(program).some((operation) => hasFailed(operation, outcome))) return false;
  const strict =
    unrefused.get(program) ??
    specificationOf({ ...program, allow: program.allow.filter((allowance) => allowance !== 'refused-by-design') }, bounds);
  unrefused.set(program, strict);
  return strict.differenceOf(outcome) !== undefined;
}

function hasFailed({ action, result }: Operation, outcome: Outcome): boolean {
  return action.op === 'pin' && action.write && action.longterm && outcome[result] === codes.EFAULT;
}
