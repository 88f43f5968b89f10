/** Policies from outside: files, folders and packages that export them. */

import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  pluginFolderEmpty,
  pluginNotThere,
  pluginBindsNothing,
  pluginChangedLanguage,
  ruleNoClass,
  ruleUnderWord,
  unknownName,
} from '../errors/errors.js';
import { inputKinds } from './input/limits.js';
import { checkFile } from './input/read-input.js';
import { receivedContent } from './input/received.js';
import { changedBuiltins, rememberBuiltins } from '../policy/builtins.js';
import { compilePolicy } from '../policy/compile.js';
import type { Policy } from '../policy/policy.js';
import type { PolicyRegistry } from '../policy/registry.js';
import { speaking, wordOf } from '../engine/word.js';
import { listenForLateErrors } from './late-errors.js';
import { policiesIn } from './plugin-exports.js';
import { importPlugin } from './plugin-module.js';
import { pluginFromPipe, pluginInFile, type PluginSource } from './plugin-source.js';

/**
 * Loads plugins and adds their policies to the registry.
 * @param paths files, folders with an `index` file, names of installed packages, or pipes that were received
 * @returns the policies they brought, with the plugin as their `origin`
 * @throws {CowlabError} the codes of files, plugins and policies: a file that is not there or too large, one that throws on load, at once or late, one
 *   without a policy, one that changes the language, a policy that binds nothing, whose id is taken, or that does not fit the
 *   machine. The registry is then of no use.
 */
export async function loadPlugins(paths: readonly string[], registry: PolicyRegistry): Promise<Policy[]> {
  rememberBuiltins();
  listenForLateErrors(paths);
  const loaded: Policy[] = [];
  for (const path of paths) {
    // One after the other: the second may extend what the first brings, and errors come in order.
    for (const policy of await leavingBuiltins(path, policiesOf(path))) {
      registry.add(policy);
      loaded.push(policy);
    }
  }
  for (const policy of loaded) await leavingBuiltins(policy.origin ?? '', checkFits(policy, registry));
  return loaded;
}

/** Waits for a part of the loading. @throws {CowlabError} COW038 when the language is not as it was, whatever else was thrown */
async function leavingBuiltins<T>(path: string, part: Promise<T>): Promise<T> {
  try {
    return await part;
  } finally {
    checkBuiltins(path);
  }
}

function checkBuiltins(path: string): void {
  const changed = changedBuiltins();
  if (changed.length > 0) throw pluginChangedLanguage(path, changed, 2);
}

async function policiesOf(path: string): Promise<Policy[]> {
  const { exported } = await importPlugin(path, sourceOf(path));
  // To look at what it exports may run its code, too.
  return speaking(wordOf(`plugin ${path}`), () => {
    const policies = policiesIn(exported, path);
    for (const policy of policies) checkBinds(policy, path);
    return policies;
  });
}

const indexNames = ['index.ts', 'index.mts', 'index.js', 'index.mjs', 'index.cjs'];

function sourceOf(path: string): PluginSource {
  const piped = receivedContent(path);
  return piped === undefined ? pluginInFile(path, fileOf(path)) : pluginFromPipe(path, piped);
}

/** The file to load; a name that is no path is left to the resolution of packages. */
function fileOf(path: string): string {
  const absolute = resolve(path);
  if (!existsSync(absolute)) {
    if (/^(?:@[\w.-]+\/)?[a-z0-9][\w-]*$/u.test(path) && !/\.[cm]?[jt]s$/u.test(path)) return path;
    throw pluginNotThere(path);
  }
  if (!statSync(absolute).isDirectory()) {
    checkFile(path, inputKinds.plugin);
    return absolute;
  }
  const index = indexNames.map((name) => join(absolute, name)).find((name) => existsSync(name));
  if (index === undefined && existsSync(join(absolute, 'package.json'))) return absolute;
  if (index === undefined) throw pluginFolderEmpty(path, [...indexNames, 'package.json']);
  checkFile(index, inputKinds.plugin);
  return index;
}

function checkBinds({ id, rules = {}, orders = {}, steps = {}, fields = [] }: Policy, path: string): void {
  const [named] = Object.keys(rules);
  if (named !== undefined) throw ruleUnderWord({ id, origin: path }, named);
  const tokens = Object.getOwnPropertySymbols(rules);
  for (const token of tokens) {
    if (typeof rules[token] === 'function') continue;
    throw ruleNoClass({ id, origin: path }, token.description ?? 'rule');
  }
  if (tokens.length + Object.keys(orders).length + Object.keys(steps).length + fields.length === 0) {
    throw pluginBindsNothing(path, id);
  }
}

async function checkFits(policy: Policy, registry: PolicyRegistry): Promise<void> {
  const parent = policy.extends;
  if (parent !== undefined && !registry.has(parent)) {
    throw unknownName(
      'policy',
      parent,
      registry.all().map(({ id }) => id),
      policy.origin,
    );
  }
  if (policy.kind === 'policy') compilePolicy(registry, policy.id);
}
