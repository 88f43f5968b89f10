/** Who is to blame when a rule throws in the middle of a run: the message names its policy, class and plugin file. */

import { ruleThrew } from '../program/errors.js';
import type { CompiledPolicy } from './compile.js';
import { ruleName, ruleTokens, type Rules } from './rule.js';

interface Asking {
  readonly policy: CompiledPolicy;
  /** The rule being asked; a step that returns leaves it undefined. */
  readonly asking: keyof Rules | undefined;
}

/**
 * Runs a part of a run on a machine.
 * @throws {CowlabError} COW032, exit code 3, when a rule throws; every other error as it is
 */
export function blaming<T>(machine: Asking, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw machine.asking === undefined ? error : ruleError(machine.policy, machine.asking, error);
  }
}

function ruleError(policy: CompiledPolicy, asking: keyof Rules, error: unknown): Error {
  const culprit = inStack(policy, error) ?? policy.boundBy(ruleTokens[asking]);
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return ruleThrew(culprit.policy.id, `${culprit.rule} (asked for ${ruleName(ruleTokens[asking])})`, why, culprit.policy.origin, error);
}

/** A rule may ask another one, of another policy: the innermost rule class of the stack threw. */
function inStack(policy: CompiledPolicy, error: unknown): ReturnType<CompiledPolicy['boundBy']> | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, name] of stack.matchAll(/^\s+at (?:get |set )?([\w$]+)\./gmu)) {
    const by = policy.chain.findLast(({ rules = {} }) =>
      Object.getOwnPropertySymbols(rules).some((token) => rules[token]?.name === name));
    if (by !== undefined && name !== undefined) return { policy: by, rule: name };
  }
  return undefined;
}
