/** Turns an error thrown while a rule was being asked into one that names the rule, its policy and its plugin. */

import type { Machine } from '../machine/machine.js';
import { CowlabError, ruleThrew } from '../program/errors.js';
import { ruleTokens } from './rule.js';

/** The error to go on with: the same one if no rule was being asked. */
export function blame(m: Machine, error: unknown): unknown {
  if (m.asking === undefined || error instanceof CowlabError) return error;
  const { policy, rule } = m.policy.boundBy(ruleTokens[m.asking]);
  const why = error instanceof Error ? error.message : String(error);
  return ruleThrew(policy.id, rule, why, policy.origin, error);
}
