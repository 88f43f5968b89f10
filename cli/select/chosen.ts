/** The policies of a run, as plain data: what a plugin brings is looked at where its code may run, and told about here. */

import type { CompiledPolicy, Policy, PolicyRegistry } from '../../core/index.js';
import type { PolicySummary } from '../../core/run/results.js';
import { checkBaseline } from './baseline.js';
import { selectPolicies, type PolicyChoice } from './policies.js';
import { openRegistry } from './registry.js';

/** What says which policies are asked for. */
export interface PolicyOptions extends PolicyChoice {
  readonly plugin: readonly string[];
  readonly baseline?: string;
  readonly stuckAfter: number;
}

/** Which policies were chosen, and what brought them. */
export interface ChosenPolicies {
  /** In the order in which they were asked for. */
  readonly policies: readonly PolicySummary[];
  /** Ids of those that have something of a plugin. */
  readonly plugged: readonly string[];
  /** Ids of all policies and variants that there are. */
  readonly known: readonly string[];
}

/**
 * Without plugins here and at once, else in a process of its own.
 * @throws {CowlabError} for a policy or kernel that is unknown, and a plugin that cannot be used or does not answer
 */
export async function choosePolicies(options: PolicyOptions): Promise<ChosenPolicies> {
  const { policy, kernel, plugin, baseline, stuckAfter } = options;
  if (plugin.length === 0) return chooseFrom(await openRegistry([]), options);
  const { inGuard } = await import('../guard/guard.js');
  const task = { policy, kernel, plugin, stuckAfter, ...(baseline === undefined ? {} : { baseline }) };
  return inGuard({ kind: 'choose', options: task }, { plugins: plugin, stuckAfter });
}

/** The policies that options ask for. */
export async function chooseFrom(registry: PolicyRegistry, options: PolicyOptions): Promise<ChosenPolicies> {
  const compiled = await selectPolicies(registry, options);
  const ids = compiled.map(({ id }) => id);
  if (options.baseline !== undefined) checkBaseline(options.baseline, ids, (id) => registry.has(id));
  return describeChosen(registry, compiled);
}

/** @param compiled policies of the registry */
export function describeChosen(registry: PolicyRegistry, compiled: readonly CompiledPolicy[]): ChosenPolicies {
  return {
    policies: compiled.map(summaryOf),
    plugged: compiled.filter(({ chain }) => chain.some(({ origin }) => origin !== undefined)).map(({ id }) => id),
    known: registry.all().map(({ id }) => id),
  };
}

/** As a registry: is there a policy of this name, composed or not? */
export function knows({ known }: ChosenPolicies, id: string): boolean {
  return id.split('+').every((part) => known.includes(part));
}

/** Of `a+b`: the title and sources of `a` and of every variant behind it. */
function summaryOf({ id, chain }: CompiledPolicy): PolicySummary {
  const parts = id.split('+').flatMap((name): readonly Policy[] => chain.filter((policy) => policy.id === name));
  const [base] = parts;
  return {
    id,
    title: parts.map((part) => part.title).join('; '),
    ...(base.extends === undefined ? {} : { extends: base.extends }),
    ...(base.since === undefined ? {} : { since: base.since }),
    sources: parts.flatMap((part) => part.sources ?? []),
  };
}
