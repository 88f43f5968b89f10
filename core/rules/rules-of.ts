/** From what the policies of a chain bind to the rules that a machine asks: injected, whole, resolved once. */

import { Container } from 'inversify';
import { unknownRule, wrongPolicy } from '../program/errors.js';
import type { Policy } from './policy.js';
import { Rule, ruleName, ruleTokens, type RuleToken, type Rules } from './rule.js';

/** Called with every rule that is made, those that only other rules ask included; what it returns takes its place. */
export type RuleWatcher = (token: RuleToken, rule: object) => object;

/** What an implementation must have, by member of `Rules`: methods it answers with, and constants. */
const members: Readonly<Record<keyof Rules, { readonly methods: readonly string[]; readonly constants: readonly string[] }>> = {
  writeFault: { methods: ['mayReuse'], constants: [] },
  fork: { methods: ['mustCopy'], constants: [] },
  pinAccounting: { methods: ['isMaybePinned'], constants: ['perPin'] },
  gup: { methods: ['breaksCow', 'mustUnshare'], constants: ['unsharesAnyPage', 'countsZeroPage'] },
  followWrite: { methods: ['mayFollow'], constants: [] },
  mprotect: { methods: ['mayUpgrade'], constants: [] },
  directIo: { methods: [], constants: ['reference'] },
};

const known: readonly symbol[] = Object.values(Rule);

/** Services of a plugin's own have names of their own; in the namespace of the rules a name that is none is a mistake. */
function checkTokens({ id, rules = {}, origin }: Policy): void {
  for (const token of Object.getOwnPropertySymbols(rules)) {
    if (token.description?.startsWith('cowlab.rule.') !== true || known.includes(token)) continue;
    throw unknownRule(id, ruleName(token), known.map(ruleName), origin);
  }
}

/** @throws {CowlabError} COW033 when a rule is missing, cannot be made, or lacks what is asked of it; COW004 for no rule */
export function rulesOf(id: string, chain: readonly Policy[], watch?: RuleWatcher): Rules {
  for (const policy of chain) checkTokens(policy);
  const container = new Container();
  for (const policy of chain) container.load(policy.module);
  if (watch !== undefined) watchAll(container, watch);
  const last = chain[chain.length - 1];
  const entries = (Object.keys(ruleTokens) as (keyof Rules)[]).map((member) => {
    const token = ruleTokens[member];
    if (!container.isBound(token)) {
      throw wrongPolicy(id, `has no ${ruleName(token)} rule`, `it to bind the rule, or to extend a policy that does`, last.origin);
    }
    const rule = instantiate(container, token, id, last);
    checkRule(rule, member, id, binderOf(chain, token)?.origin);
    return [member, rule];
  });
  return Object.fromEntries(entries) as Rules;
}

function watchAll(container: Container, watch: RuleWatcher): void {
  for (const token of Object.values(Rule)) {
    if (container.isBound(token)) container.onActivation<object>(token, (_, rule) => watch(token, rule));
  }
}

function instantiate(container: Container, token: RuleToken, id: string, last: Policy): Record<string, unknown> {
  try {
    return container.get(token);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw wrongPolicy(id, `has a ${ruleName(token)} rule that cannot be made: ${why}`, 'rules that it, or a parent, can construct', last.origin);
  }
}

function checkRule(rule: Record<string, unknown>, member: keyof Rules, id: string, origin: string | undefined): void {
  const { methods, constants } = members[member];
  const name = ruleName(ruleTokens[member]);
  const expected = [...methods.map((method) => `${method}()`), ...constants].join(', ');
  for (const key of [...methods, ...constants]) {
    const value = read(rule, key, (why) => wrongPolicy(id, `binds a ${name} rule whose \`${key}\` cannot be read: ${why}`, expected, origin));
    if (value === undefined) throw wrongPolicy(id, `binds a ${name} rule without \`${key}\``, expected, origin);
    if (methods.includes(key) && typeof value !== 'function') {
      throw wrongPolicy(id, `binds a ${name} rule whose \`${key}\` is no method`, expected, origin);
    }
  }
}

function read(rule: Record<string, unknown>, key: string, refuse: (why: string) => Error): unknown {
  try {
    return rule[key];
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The last policy of a chain that binds a rule. */
export function binderOf(chain: readonly Policy[], token: symbol): Policy | undefined {
  return chain.findLast((p) => p.rules?.[token] !== undefined);
}
