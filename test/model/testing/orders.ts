/** Orders of built-in policies, to be changed. */

import { builtinPolicies } from '../../../policies/index.js';
import { namesOf } from '../../../core/engine/edits.js';
import { compilePolicy } from '../../../core/policy/compile.js';
import { operations } from '../../../core/mm/operations.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';

/** The list that a policy runs, as names. */
export function orderOf(policy: string, list: string): readonly string[] {
  return namesOf(compilePolicy(new PolicyRegistry(operations, builtinPolicies), policy).orderOf(list));
}
