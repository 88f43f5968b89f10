/** Who is to blame when a rule or step of a policy throws in the middle of a run: the error names it, and the plugin. */

import { WrongStep } from '../engine/wrong-step.js';
import {
  CowlabError,
  pluginChangedLanguage,
  readOfUnknown,
  ruleAnswered,
  ruleThrew,
  stepThrew,
  undeclaredRead,
  type Asked,
  type Refused,
} from '../errors/errors.js';
import { changedBuiltins } from './builtins.js';
import type { CompiledPolicy } from './compile.js';
import { readableIn } from './own-fields.js';
import { NoSuchField } from '../rules/looks.js';
import { ruleName, ruleTokens, type Rules } from '../rules/rule.js';
import { WrongAnswer } from '../rules/wrong-answer.js';

interface Asking {
  readonly policy: CompiledPolicy;
  /** The rule being asked; a rule that answers leaves it undefined. */
  readonly asking: keyof Rules | undefined;
}

/** The error to go on with: COW032, COW034, COW036, COW239 or COW338 (exit code 3) if code of a policy threw it, else the same one. */
export function blame({ policy, asking }: Asking, error: unknown): unknown {
  if (error instanceof CowlabError) return error;
  if (error instanceof WrongStep) return wrongStep(policy, error);
  if (asking === undefined) return blameStep(policy, error);
  const token = ruleTokens[asking];
  const culprit = inStack(policy, error) ?? policy.boundBy(token);
  const asked = {
    policy: culprit.policy.id,
    rule: culprit.rule,
    question: `for ${ruleName(token)}`,
    plugin: culprit.policy.origin,
  };
  if (error instanceof WrongAnswer) return ruleAnswered(asked, error.inWords, error.question, error.expected);
  if (error instanceof NoSuchField) return unknownOrUndeclared(asked, error.field, readableIn(policy.chain));
  return ruleThrew(asked, error);
}

/** What a rule reads beside its `reads` may be a field that there is. */
export function unknownOrUndeclared(asked: Asked, field: string, known: readonly string[]): CowlabError {
  return known.includes(field) ? undeclaredRead(asked, field) : readOfUnknown(asked, field, known);
}

/** Only a policy's own step can be wrong: those of the machine declare their jumps, and orders without the targets are refused. */
function wrongStep(policy: CompiledPolicy, wrong: WrongStep): CowlabError {
  const owner = policy.chain.findLast(({ steps }) => steps?.[wrong.list]?.some(({ name }) => name === wrong.step));
  return wrong.errorOf({ id: owner?.id ?? policy.id, origin: owner?.origin });
}

/** Steps of the machine do not throw; one of a policy's own is known by the plugin file in the stack. */
function blameStep(policy: CompiledPolicy, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const culprit = policy.chain.findLast(({ origin }) => origin !== undefined && error.stack?.includes(inStackOf(origin)));
  return culprit === undefined ? error : stepThrew(culprit, error);
}

/** A plugin is called as the user called it, `../mine.ts`; a stack names the whole path. */
function inStackOf(origin: string): string {
  return origin.replace(/^(?:\.{1,2}\/)+/u, '');
}

/**
 * The error of a replay that did not go as the run did: refused where a plugin brought a part of the policy, else a defect
 * of cowlab. A rule that answers otherwise is named by the record of asks; what is left are steps of the policy's own.
 */
export function differs({ id, chain }: CompiledPolicy, refusal: (culprit: Refused) => CowlabError): Error {
  const culprit = chain.findLast(({ origin }) => origin !== undefined);
  return culprit === undefined ? new Error(refusal({ id }).message) : refusal(culprit);
}

/**
 * Runs code of a policy. Where a plugin brought a part of it, what belongs to the language is looked at afterwards.
 * @throws {CowlabError} COW038 (exit code 3) when it is not as it was, whatever else was thrown
 */
export function leavingBuiltins<T>(policy: CompiledPolicy, run: () => T): T {
  try {
    return run();
  } finally {
    checkBuiltins(policy);
  }
}

/** As `leavingBuiltins`, for what has run. */
export function checkBuiltins({ record, chain }: CompiledPolicy): void {
  const changed = record === undefined ? [] : changedBuiltins();
  if (changed.length > 0) throw pluginChangedLanguage(pluginsOf(chain).join(', '), changed, 3);
}

function pluginsOf(chain: CompiledPolicy['chain']): string[] {
  return [...new Set(chain.flatMap(({ origin }) => origin ?? []))];
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
function inStack(
  policy: CompiledPolicy,
  error: unknown,
): Pick<ReturnType<CompiledPolicy['boundBy']>, 'policy' | 'rule'> | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, name] of stack.matchAll(/^\s+at (?:get |set )?([\w$]+)\./gmu)) {
    const by = policy.chain.findLast(({ rules = {} }) =>
      Object.getOwnPropertySymbols(rules).some((token) => rules[token]?.name === name),
    );
    if (by !== undefined && name !== undefined) return { policy: by, rule: name };
  }
  return undefined;
}
