/** From a policy's name to what a machine runs on: rules resolved once, lists compiled, fields collected. */

import { Container } from 'inversify';
import { fields, type ExtraField } from '../machine/fields.js';
import { wrongPolicy } from '../program/errors.js';
import { operations } from '../steps/operations.js';
import { listNumber, type Operation, type Step } from '../steps/step.js';
import { compileList, entriesOf, type CompiledList } from './order.js';
import type { Policy } from './policy.js';
import type { PolicyRegistry } from './registry.js';
import { ruleName, ruleTokens, type RuleToken, type Rules } from './rule.js';

export interface CompiledPolicy {
  /** As asked for, `early-cow+pins-bias`. */
  readonly id: string;
  /** Ancestors first. */
  readonly chain: readonly Policy[];
  readonly rules: Rules;
  /** By list number. */
  readonly lists: readonly CompiledList[];
  readonly fields: readonly ExtraField[];
  /** Does any of its lists run this step? */
  hasStep(name: string): boolean;
  /** Which policy bound a rule, and the class that answers. */
  boundBy(token: RuleToken): { readonly policy: Policy; readonly rule: string };
  /** Which policy gave an operation its list; undefined: the machine's default. */
  orderedBy(operation: string): Policy | undefined;
}

/** Methods an implementation must have, by member of `Rules`. */
const members: Readonly<Record<keyof Rules, readonly string[]>> = {
  writeFault: ['mayReuse'],
  fork: ['mustCopy'],
  pinAccounting: ['isMaybePinned', 'perPin'],
  gup: ['breaksCow', 'mustUnshare', 'unsharesAnyPage', 'countsZeroPage'],
  followWrite: ['mayFollow'],
  mprotect: ['mayUpgrade'],
  directIo: ['reference'],
};

function resolveRules(id: string, chain: readonly Policy[]): Rules {
  const container = new Container();
  for (const policy of chain) container.load(policy.module);
  const last = chain[chain.length - 1];
  const entries = (Object.keys(ruleTokens) as (keyof Rules)[]).map((member) => {
    const token = ruleTokens[member];
    if (!container.isBound(token)) {
      throw wrongPolicy(id, `has no ${ruleName(token)} rule`, `it to bind the rule, or to extend a policy that does`, last.origin);
    }
    const rule = instantiate(container, token, id, last);
    const lacking = members[member].find((name) => rule[name] === undefined);
    if (lacking !== undefined) {
      const binder = binderOf(chain, token);
      throw wrongPolicy(id, `binds a ${ruleName(token)} rule without \`${lacking}\``, members[member].join(', '), binder?.origin);
    }
    return [member, rule];
  });
  return Object.fromEntries(entries) as Rules;
}

function instantiate(container: Container, token: RuleToken, id: string, last: Policy): Record<string, unknown> {
  try {
    return container.get(token);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw wrongPolicy(id, `has a ${ruleName(token)} rule that cannot be made: ${why}`, 'rules that it, or a parent, can construct', last.origin);
  }
}

function binderOf(chain: readonly Policy[], token: symbol): Policy | undefined {
  return chain.findLast((p) => p.rules?.[token] !== undefined);
}

function operationsOf(chain: readonly Policy[]): Map<string, { operation: Operation; by: Policy | undefined; list: CompiledList }> {
  const own = (name: string): Step[] => chain.flatMap((p) => p.steps?.[name] ?? []);
  for (const policy of chain) checkOperationNames(policy);
  return new Map(
    operations.map((operation) => {
      const by = chain.findLast((p) => p.orders?.[operation.name] !== undefined);
      const order = by?.orders?.[operation.name];
      const entries = order === undefined ? operation.entries : entriesOf(operation, order, own(operation.name), by?.id ?? '');
      return [operation.name, { operation, by, list: compileList(operation, entries) }];
    }),
  );
}

function checkOperationNames(policy: Policy): void {
  const known = new Set(operations.map((o) => o.name));
  for (const name of [...Object.keys(policy.orders ?? {}), ...Object.keys(policy.steps ?? {})]) {
    if (!known.has(name)) throw wrongPolicy(policy.id, `orders the steps of \`${name}\``, `one of ${[...known].join(', ')}`, policy.origin);
  }
}

/** Fields are laid out by name: one that is there twice would take the place of the other. */
function fieldsOf(chain: readonly Policy[]): ExtraField[] {
  const known = new Set(Object.entries(fields).flatMap(([entity, own]) => Object.keys(own).map((name) => `${entity}.${name}`)));
  for (const policy of chain) {
    for (const { entity, name } of policy.fields ?? []) {
      const field = `${entity}.${name}`;
      if (known.has(field)) throw wrongPolicy(policy.id, `adds the field \`${field}\`, which there is already`, 'a name of its own', policy.origin);
      known.add(field);
    }
  }
  return chain.flatMap((policy) => policy.fields ?? []);
}

/** Lists that nest must not lead back into themselves: their registers would be overwritten. */
function checkNesting(lists: ReadonlyMap<string, { list: CompiledList }>, id: string): void {
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) throw wrongPolicy(id, `nests ${[...path, name].join(' → ')}`, 'lists that do not call themselves');
    const callees = lists.get(name)?.list.steps.flatMap((s) => s.calls ?? []) ?? [];
    for (const callee of new Set(callees)) visit(callee, [...path, name]);
  };
  for (const name of lists.keys()) visit(name, []);
}

export function compilePolicy(registry: PolicyRegistry, id: string): CompiledPolicy {
  const chain = registry.chain(id);
  const compiled = operationsOf(chain);
  checkNesting(compiled, id);
  const lists: CompiledList[] = [];
  for (const [name, { list }] of compiled) lists[listNumber(name)] = list;
  const names = new Set(lists.flatMap((list) => list.steps.map((s) => s.name)));
  return {
    id,
    chain,
    rules: resolveRules(id, chain),
    lists,
    fields: fieldsOf(chain),
    hasStep: (name) => names.has(name),
    boundBy: (token) => {
      const policy = binderOf(chain, token) ?? chain[chain.length - 1];
      return { policy, rule: policy.rules?.[token]?.name ?? ruleName(token) };
    },
    orderedBy: (operation) => compiled.get(operation)?.by,
  };
}
