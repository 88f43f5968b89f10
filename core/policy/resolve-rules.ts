/** From what the policies of a chain bind to the rules that a machine asks: injected, whole, resolved once. */

import { Container } from 'inversify';
import {
  CowlabError,
  readsAreNoNames,
  ruleHasNoMethod,
  ruleLacks,
  ruleMissing,
  ruleNotMade,
  ruleUnreadable,
  unknownField,
  unknownRule,
} from '../errors/errors.js';
import { readMember, wordsOf } from '../errors/thrown.js';
import { namedRule } from './plugin-code.js';
import type { Policy } from './policy.js';
import { readableIn } from './own-fields.js';
import { members } from '../rules/questions.js';
import { Rule, ruleName, ruleTokens, type RuleToken, type Rules } from '../rules/rule.js';

/** Called with every rule that is made, those that only other rules ask included; what it returns takes its place. */
export type RuleWatcher = (token: RuleToken, rule: object) => object;

const known: readonly symbol[] = Object.values(Rule);

/** Services of a plugin's own have names of their own; in the namespace of the rules a name that is none is a mistake. */
function checkTokens({ id, rules = {}, origin }: Policy): void {
  for (const token of Object.getOwnPropertySymbols(rules)) {
    if (token.description?.startsWith('cowlab.rule.') !== true || known.includes(token)) continue;
    throw unknownRule(id, ruleName(token), known.map(ruleName), origin);
  }
}

/** @throws {CowlabError} COW033 when a rule is missing, COW133 to COW137 when it cannot be made or lacks what is asked of it; COW130 or COW131 for what there is not */
export function rulesOf(id: string, chain: readonly Policy[], watch?: RuleWatcher): Rules {
  for (const policy of chain) checkTokens(policy);
  const container = new Container();
  for (const policy of chain) container.load(policy.module);
  const readable = readableIn(chain);
  activateAll(container, (token, made) => {
    const by = binderOf(chain, token) ?? chain[chain.length - 1];
    const rule = by.origin === undefined ? made : namedRule(made, by);
    checkReads(rule as Record<string, unknown>, token, by, readable);
    return watch === undefined ? rule : watch(token, rule);
  });
  const last = chain[chain.length - 1];
  const entries = (Object.keys(ruleTokens) as (keyof Rules)[]).map((member) => {
    const token = ruleTokens[member];
    if (!container.isBound(token)) throw ruleMissing({ id, origin: last.origin }, ruleName(token));
    const rule = instantiate(container, token, id, last);
    checkRule(rule, member, id, binderOf(chain, token)?.origin);
    return [member, rule];
  });
  return Object.fromEntries(entries) as Rules;
}

function activateAll(container: Container, watch: RuleWatcher): void {
  for (const token of Object.values(Rule)) {
    if (container.isBound(token)) container.onActivation<object>(token, (_, rule) => watch(token, rule));
  }
}

function instantiate(container: Container, token: RuleToken, id: string, last: Policy): Record<string, unknown> {
  try {
    return container.get(token);
  } catch (cause) {
    if (cause instanceof CowlabError) throw cause;
    const [said] = wordsOf(cause).split('\n');
    throw ruleNotMade({ id, origin: last.origin }, ruleName(token), said);
  }
}

function checkRule(rule: Record<string, unknown>, member: keyof Rules, id: string, origin: string | undefined): void {
  const { methods, constants } = members[member];
  const questions = Object.keys(methods);
  const name = ruleName(ruleTokens[member]);
  const expected = [...questions.map((method) => `${method}()`), ...constants].join(', ');
  for (const key of [...questions, ...constants]) {
    const value = readMember(rule, key, (said) => ruleUnreadable({ id, origin }, name, key, said, expected));
    if (value === undefined) throw ruleLacks({ id, origin }, name, key, expected);
    if (questions.includes(key) && typeof value !== 'function') throw ruleHasNoMethod({ id, origin }, name, key, expected);
  }
}

/** A rule that reads nothing of the state need not say so. */
function checkReads(
  rule: Record<string, unknown>,
  token: RuleToken,
  { id, rules, origin }: Policy,
  readable: readonly string[],
): void {
  const reads: unknown =
    readMember(rule, 'reads', (said) => ruleUnreadable({ id, origin }, ruleName(token), 'reads', said)) ?? [];
  if (!Array.isArray(reads) || !reads.every((name) => typeof name === 'string'))
    throw readsAreNoNames({ id, origin }, ruleName(token));
  const unknown = reads.find((name) => !readable.includes(name));
  if (unknown !== undefined) throw unknownField(id, rules?.[token]?.name ?? ruleName(token), unknown, readable, origin);
}

/** The last policy of a chain that binds a rule. */
export function binderOf(chain: readonly Policy[], token: symbol): Policy | undefined {
  return chain.findLast((p) => p.rules?.[token] !== undefined);
}
