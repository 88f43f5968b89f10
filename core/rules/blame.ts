/** Who is to blame when a rule throws in the middle of a run: the error names its class, its policy and its plugin. */

import { CowlabError, ruleThrew } from '../program/errors.js';
import type { CompiledPolicy } from './compile.js';
import { ruleName, ruleTokens, type Rules } from './rule.js';

interface Asking {
  readonly policy: CompiledPolicy;
  /** The rule being asked; a rule that answers leaves it undefined. */
  readonly asking: keyof Rules | undefined;
}

/** The error to go on with: COW032 (exit code 3) if a rule threw it, the same one if no rule was being asked. */
export function blame({ policy, asking }: Asking, error: unknown): unknown {
  if (asking === undefined || error instanceof CowlabError) return error;
  const token = ruleTokens[asking];
  const culprit = inStack(policy, error) ?? policy.boundBy(token);
  const why = error instanceof Error ? error.message : String(error);
  return ruleThrew(culprit.policy.id, `${culprit.rule}, asked for ${ruleName(token)},`, why, culprit.policy.origin, error);
}

/** Runs a part of a run, with what it throws blamed. */
export function blaming<T>(machine: Asking, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw blame(machine, error);
  }
}

/** A rule may ask another one, which another policy bound: the innermost rule class of the stack threw. */
function inStack(policy: CompiledPolicy, error: unknown): ReturnType<CompiledPolicy['boundBy']> | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, name] of stack.matchAll(/^\s+at (?:get |set )?([\w$]+)\./gmu)) {
    const by = policy.chain.findLast(({ rules = {} }) =>
      Object.getOwnPropertySymbols(rules).some((token) => rules[token]?.name === name));
    if (by !== undefined && name !== undefined) return { policy: by, rule: name };
  }
  return undefined;
}
