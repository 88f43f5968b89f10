/** What `cowlab list` prints: one module per kind, loaded when it is asked for. Loads plugins, where their code may run. */

import { listOfNoPolicy, unknownName } from '../../core/errors/errors.js';
import { printableData } from '../../core/errors/printable.js';
import type { Printed } from '../printed.js';
import type { PolicyChoice } from '../select/policies.js';
import type { Look } from '../terminal.js';
import { renderEntries, type Entry } from './text.js';

/** What is to be listed. */
export interface Listing extends PolicyChoice {
  readonly kind: string;
  readonly plugin: readonly string[];
  readonly json?: true;
}

/** Entries of a kind; `plugins` may add policies. Steps alone can be those of one policy. */
type Lister = (plugins: readonly string[], choice: PolicyChoice) => Promise<readonly Entry[]>;

const listers: Readonly<Record<string, Lister>> = {
  policies: async (plugins) => (await import('./policies.js')).listPolicies(plugins),
  scenarios: async () => (await import('./scenarios.js')).listScenarios(),
  workloads: async () => (await import('./workloads.js')).listWorkloads(),
  kernels: async (plugins) => (await import('./kernels.js')).listKernels(plugins),
  rules: async (plugins) => (await import('./rules.js')).listRules(plugins),
  events: async () => (await import('./events.js')).listEvents(),
  fields: async (plugins) => (await import('./fields.js')).listFields(plugins),
  steps: async (plugins, choice) =>
    isChosen(choice)
      ? (await import('./orders.js')).listOrders(plugins, choice)
      : (await import('./steps.js')).listSteps(plugins),
};

function isChosen({ policy, kernel }: PolicyChoice): boolean {
  return policy.length + kernel.length > 0;
}

/** @throws {CowlabError} COW004 for a kind that there is not, and what is wrong with a plugin */
export async function listingOf({ kind, plugin, json, ...choice }: Listing, look: Look): Promise<Printed> {
  if (!Object.hasOwn(listers, kind)) throw unknownName('list', kind, Object.keys(listers));
  if (isChosen(choice) && kind !== 'steps') throw listOfNoPolicy(kind);
  const entries = await listers[kind](plugin, choice);
  const isJson = json === true;
  const text = isJson
    ? `${JSON.stringify({ schema: 'cowlab/list@1', kind, entries: entries.map(({ data }) => data) }, undefined, 2)}\n`
    : renderEntries(printableData(entries), look);
  return { text, isJson, code: 0 };
}
