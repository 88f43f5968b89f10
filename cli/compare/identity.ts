/** Which run it is: what decides its cells, so that cells of another one are never mixed in. */

import type { Bounds } from '../../core/program/bounds.js';
import type { Selected } from './select.js';
import { hashOf, hashOfPlugin, hashOfProgram } from './hashes.js';

type Named = Readonly<Record<string, string>>;

/** Plain data, kept with the finished cells. */
export interface RunIdentity {
  readonly version: string;
  /** Of cowlab's own code: results of two states of a working tree are not mixed either. */
  readonly code: string;
  readonly seed: number;
  readonly policies: readonly string[];
  /** What the search of a cell may cost. */
  readonly bounds: Named;
  /** The hash of its text by name. */
  readonly scenarios: Named;
  /** Its parameters and the hash of its files by id. */
  readonly workloads: Named;
  /** The hash of its code by path. */
  readonly plugins: Named;
}

/** To be asked before the run. Not in it are `--jobs`, `--baseline` and the like: they decide no cell. */
export function identityOf(
  { selection, programs, workloads }: Selected, plugins: readonly string[], version: string,
): RunIdentity {
  return {
    version, code: hashOfProgram(), seed: selection.seed, policies: selection.policies,
    bounds: inBounds(selection.bounds),
    scenarios: Object.fromEntries(programs.map(({ name, origin }) => [name, hashOf(origin)])),
    workloads: Object.fromEntries(selection.workloads.map(({ id, parameters }) => {
      const { files = [] } = workloads.find((workload) => workload.id === id) ?? {};
      return [id, [...inWords(parameters), ...(files.length === 0 ? [] : [hashOf(...files)])].join(' ')];
    })),
    plugins: Object.fromEntries(plugins.map((path) => [path, hashOfPlugin(path)])),
  };
}

function inBounds({ states, memory }: Bounds): Named {
  return { '--states': String(states), '--max-memory': String(memory) };
}

function inWords(parameters: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}

/** What differs, in words, the order of names aside; empty when one may go on with the cells of the other. */
export function differencesOf(before: RunIdentity, now: RunIdentity): readonly string[] {
  return [
    ...(before.version === now.version ? [] : [`it was begun by cowlab ${before.version}, this is ${now.version}`]),
    ...(before.version !== now.version || before.code === now.code ? [] : ['the code of cowlab has changed']),
    ...(before.seed === now.seed ? [] : [`the seed was ${before.seed}, now it is ${now.seed}`]),
    ...differencesOfSets('bounds', before.bounds, now.bounds),
    ...differencesOfSets('policies', setOf(before.policies), setOf(now.policies)),
    ...differencesOfSets('scenarios', before.scenarios, now.scenarios),
    ...differencesOfSets('workloads', before.workloads, now.workloads),
    ...differencesOfSets('plugins', before.plugins, now.plugins),
  ];
}

function setOf(names: readonly string[]): Named {
  return Object.fromEntries(names.map((name) => [name, '']));
}

/** A run that was begun before there were bounds had none. */
function differencesOfSets(what: string, before: Named = {}, now: Named = {}): readonly string[] {
  const has = (named: Named, name: string): boolean => Object.hasOwn(named, name);
  const said = (names: readonly string[], how: string): readonly string[] =>
    (names.length === 0 ? [] : [`${what} ${how}: ${inShort(names)}`]);
  return [
    ...said(Object.keys(before).filter((name) => !has(now, name)), 'left out'),
    ...said(Object.keys(now).filter((name) => !has(before, name)), 'added'),
    ...said(Object.keys(now).filter((name) => has(before, name) && before[name] !== now[name]), 'changed'),
  ];
}

const most = 4;

function inShort(names: readonly string[]): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
