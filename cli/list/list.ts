/** `cowlab list`: one module per kind, loaded when it is asked for. */

import { unknownName } from '../../core/program/errors.js';
import { printableData } from '../../core/program/printable.js';
import { print, printJson } from '../output.js';
import { lookOf } from '../terminal.js';
import { renderEntries, type Entry } from './entries.js';

export interface ListOptions {
  readonly plugin: readonly string[];
  readonly json?: true;
}

/** Entries of a kind; `plugins` may add policies. */
type Lister = (plugins: readonly string[]) => Promise<readonly Entry[]>;

const listers: Readonly<Record<string, Lister>> = {
  policies: async (plugins) => (await import('./policies.js')).listPolicies(plugins),
  scenarios: async () => (await import('./scenarios.js')).listScenarios(),
  workloads: async () => (await import('./workloads.js')).listWorkloads(),
  kernels: async (plugins) => (await import('./kernels.js')).listKernels(plugins),
  rules: async (plugins) => (await import('./rules.js')).listRules(plugins),
  steps: async (plugins) => (await import('./steps.js')).listSteps(plugins),
};

/** @returns the exit code */
export async function list(kind: string, options: ListOptions): Promise<number> {
  if (!Object.hasOwn(listers, kind)) throw unknownName('list', kind, Object.keys(listers));
  const entries = await listers[kind](options.plugin);
  if (options.json === true) printJson(`${JSON.stringify({ schema: 'cowlab/list@1', kind, entries: entries.map(({ data }) => data) }, undefined, 2)}\n`);
  else print(renderEntries(printableData(entries), lookOf()));
  return 0;
}
