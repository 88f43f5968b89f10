/** Who is to blame when a rule or step of a policy throws in the middle of a run: the error names it, and the plugin. */

import { CowlabError, ruleThrew, stepThrew } from '../program/errors.js';
import type { CompiledPolicy } from './compile.js';
import { ruleName, ruleTokens, type Rules } from './rule.js';

interface Asking {
  readonly policy: CompiledPolicy;
  /** The rule being asked; a rule that answers leaves it undefined. */
  readonly asking: keyof Rules | undefined;
}

/** The error to go on with: COW032 or COW034 (exit code 3) if code of a policy threw it, else the same one. */
export function blame({ policy, asking }: Asking, error: unknown): unknown {
  if (error instanceof CowlabError) return error;
  if (asking === undefined) return blameStep(policy, error);
  const token = ruleTokens[asking];
  const culprit = inStack(policy, error) ?? policy.boundBy(token);
  const why = error instanceof Error ? error.message : String(error);
  return ruleThrew(culprit.policy.id, `${culprit.rule}, asked for ${ruleName(token)},`, why, culprit.policy.origin, error);
}

/** Steps of the machine do not throw; one of a policy's own is known by the plugin file in the stack. */
function blameStep(policy: CompiledPolicy, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const culprit = policy.chain.findLast(({ origin }) => origin !== undefined && error.stack?.includes(origin));
  return culprit === undefined ? error : stepThrew(culprit.id, error.message, culprit.origin, error);
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
