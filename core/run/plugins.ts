/**
 * Policies from outside: TypeScript or JavaScript files, loaded without a build step. What a plugin imports as
 * `cowlab`, `inversify` and `reflect-metadata` are the instances of this very program.
 */

import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as inversify from 'inversify';
import { createJiti } from 'jiti';
import * as reflectMetadata from 'reflect-metadata';
import * as cowlab from '../index.js';
import {
  fileNotReadable, pluginBindsNothing, pluginThrew, unknownName, wrongPolicy,
} from '../program/errors.js';
import { compilePolicy } from '../rules/compile.js';
import type { Policy } from '../rules/policy.js';
import type { PolicyRegistry } from '../rules/registry.js';

const exportsExpected = '`export default definePolicy(\'my-policy\', { … })`, or policies as named exports or in an array';
const bindsExpected = 'a policy with `rules`, `orders`, `steps` or `fields`';

/**
 * Loads plugins and adds their policies to the registry.
 * @param paths files, folders with an `index` file, or names of installed packages
 * @returns the policies they brought, with the plugin as their `origin`
 * @throws {CowlabError} COW020 to COW033: a file that is not there, one that throws on load, one without a policy, a
 *   policy that binds nothing, whose id is taken, or that does not fit the machine. The registry is then of no use.
 */
export async function loadPlugins(paths: readonly string[], registry: PolicyRegistry): Promise<Policy[]> {
  const loaded: Policy[] = [];
  for (const path of paths) {
    // One after the other: the second may extend what the first brings, and errors come in order.
    // oxlint-disable-next-line no-await-in-loop
    for (const policy of await policiesOf(path)) {
      registry.add(policy);
      loaded.push(policy);
    }
  }
  for (const policy of loaded) checkFits(policy, registry);
  return loaded;
}
