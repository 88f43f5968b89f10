/** From a policy's name to what a machine runs on: rules resolved once, lists compiled, fields collected. */

import type { Kernel } from '../machine/kernel.js';
import type { Machine } from '../machine/machine.js';
import { fixRegisters } from '../engine/registers.js';
import { layOutRegisters } from '../engine/register-layout.js';
import { ordersNoList, type Refused } from '../errors/errors.js';
import { listNumber } from '../engine/answers.js';
import type { Operation, Step } from '../engine/step.js';
import { namesOf, type Line } from '../engine/edits.js';
import { checkLists } from '../engine/check-lists.js';
import { compileList, entriesOf, knownSteps, linesOf, type CompiledList } from '../engine/order.js';
import { checkDeclarations } from './declarations.js';
import { nestingOf } from './nesting.js';
import { fieldsOf } from './own-fields.js';
import { making, namedSteps } from './plugin-code.js';
import type { Policy } from './policy.js';
import { RuleRecord } from './record.js';
import type { PolicyRegistry } from './registry.js';
import { ruleName, type RuleToken } from '../rules/rule.js';
import { binderOf, rulesOf, type RuleWatcher } from './resolve-rules.js';

/**
 * A policy that a machine can run: rules made, orders compiled, fields known. One serves many machines, one after the
 * other.
 */
export interface CompiledPolicy extends Kernel {
  /** As asked for, `early-cow+pins-bias`. */
  readonly id: string;
  /** Ancestors first. */
  readonly chain: readonly Policy[];
  /** What its rules were asked and answered; undefined where all of them are built in. */
  readonly record: RuleRecord | undefined;
  /** The same policy with rules of its own, each put through `watch` when it is made, behind those that watch already. */
  watched(watch: RuleWatcher): CompiledPolicy;
  /** By list number. */
  readonly lists: readonly CompiledList[];
  /** Does any of its lists run this step? */
  hasStep(name: string): boolean;
  /** Which policy bound a rule, the class that answers, and where that has it from. */
  boundBy(token: RuleToken): { readonly policy: Policy; readonly rule: string; readonly source: string | undefined };
  /** Which policy gave an operation its list; undefined: the machine's default. */
  orderedBy(operation: string): Policy | undefined;
  /** The list of an operation, line by line: who put it there, and who took out what is there no more. */
  orderOf(operation: string): readonly Line[];
}

/** A machine of the explorer or the simulator: it knows whose kernel it runs. */
export type PolicyMachine = Machine<CompiledPolicy>;

/** An operation under a policy. */
interface CompiledOperation {
  readonly by: Policy | undefined;
  readonly lines: readonly Line[];
  readonly list: CompiledList;
}

/** @param ancestors how many of the chain are a policy and its parents; the others are composed behind it */
function compiledOperations(
  operations: readonly Operation[],
  chain: readonly Policy[],
  ancestors: number,
): Map<string, CompiledOperation> {
  const own = (name: string): Step[] => chain.flatMap((p) => namedSteps(p, name));
  for (const policy of chain) checkOperationNames(operations, policy);
  const ordered = operations.map((operation) => {
    const by = chain.findLast(
      ({ orders, steps }) => orders?.[operation.name] !== undefined || steps?.[operation.name] !== undefined,
    );
    const editors = chain.map(({ id, origin, orders, steps }) => ({
      id,
      edits: orders?.[operation.name] ?? [],
      steps: steps?.[operation.name] ?? [],
      ...(origin === undefined ? {} : { origin }),
    }));
    const lines = linesOf(operation, editors.slice(0, ancestors), editors.slice(ancestors));
    const steps = own(operation.name);
    const entries = by === undefined ? operation.entries : entriesOf(operation, namesOf(lines), steps, by);
    return { operation, by, lines, entries, known: knownSteps(operation, steps) };
  });
  const refused = ({ id, origin }: Policy): Refused => ({ id, origin });
  checkLists(
    ordered.map(({ by, ...list }) => ({ ...list, by: by && refused(by) })),
    refused(chain[chain.length - 1]),
  );
  return new Map(
    ordered.map(({ operation, by, lines, entries }) => [operation.name, { by, lines, list: compileList(operation, entries) }]),
  );
}

function checkOperationNames(operations: readonly Operation[], policy: Policy): void {
  const known = new Set(operations.map((o) => o.name));
  for (const name of [...Object.keys(policy.orders ?? {}), ...Object.keys(policy.steps ?? {})]) {
    if (!known.has(name)) throw ordersNoList(policy, name, [...known]);
  }
}

/**
 * Makes a policy fit to run. From the first one on no register is declared any more: all policies are laid out with the same ones.
 * @param id `a` or `a+b`
 * @throws {CowlabError} the codes of policies and orders (COW033, COW130 and so on): nothing of a policy is found wrong later
 */
export function compilePolicy(registry: PolicyRegistry, id: string): CompiledPolicy {
  const chain = registry.chain(id);
  return making(chain, () => compileChain(registry.operations, id, chain));
}

function compileChain(operations: readonly Operation[], id: string, chain: readonly Policy[]): CompiledPolicy {
  checkDeclarations(chain);
  const compiled = compiledOperations(operations, chain, chain.length - (id.split('+').length - 1));
  const nesting = nestingOf(new Map([...compiled].map(([name, { list }]) => [name, list.steps])), chain[chain.length - 1]);
  const lists: CompiledList[] = [];
  for (const [name, { list }] of compiled) lists[listNumber(name)] = list;
  const names = new Set(lists.flatMap((list) => list.steps.map((s) => s.name)));
  return withRules({
    id,
    chain,
    record: chain.some(({ origin }) => origin !== undefined) ? new RuleRecord() : undefined,
    lists,
    fields: fieldsOf(chain),
    ...layOutRegisters(
      fixRegisters(),
      nesting.calls,
      chain.some(({ steps }) => steps !== undefined),
    ),
    stackDepth: nesting.depth,
    hasStep: (name) => names.has(name),
    boundBy: (token) => {
      const policy = binderOf(chain, token) ?? chain[chain.length - 1];
      const bound = policy.rules?.[token];
      return { policy, rule: bound?.name ?? ruleName(token), source: bound?.source };
    },
    orderedBy: (operation) => compiled.get(operation)?.by,
    orderOf: (operation) => compiled.get(operation)?.lines ?? [],
  });
}

function withRules(rest: Omit<CompiledPolicy, 'rules' | 'watched'>, watch?: RuleWatcher): CompiledPolicy {
  return {
    ...rest,
    rules: rulesOf(rest.id, rest.chain, watch),
    watched: (outer) => withRules(rest, watch === undefined ? outer : (token, rule) => outer(token, watch(token, rule))),
  };
}
