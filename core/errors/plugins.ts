/** A plugin that cannot be loaded, or does what no plugin may do. */

import { CowlabError } from './cowlab-error.js';
import { oneOf, withoutStop } from './words.js';

/** Its code, or the compiler that reads it, threw. @param plugin its path, or `path:line:column` @param said in its own words */
export function pluginThrew(plugin: string, said: string, cause?: unknown): CowlabError {
  return new CowlabError('COW030', `The plugin failed to load: ${withoutStop(said)}.`, { where: plugin, cause });
}

/** @param imported as it stands in the plugin @param where with line and column */
export function pluginHasNoFolder(imported: string, where: string): CowlabError {
  return new CowlabError(
    'COW331',
    `The plugin failed to load: it imports \`${imported}\`, and what comes through a pipe lies in no folder.`,
    { where, expected: 'imports of packages only, such as `cowlab`', hint: 'give the plugin by the path of its file' },
  );
}

const policyExport = "`export default definePolicy('my-policy', { … })`, or policies as named exports or in an array";

/** @param found what it exports instead, "`default` is a function" each; most are not told */
export function exportsNoPolicy(plugin: string, found: readonly string[]): CowlabError {
  const told = found.length === 0 ? 'it exports nothing' : found.slice(0, 4).join(', ') + (found.length > 4 ? ' …' : '');
  return new CowlabError('COW031', `The plugin exports no policy: ${withoutStop(told)}.`, {
    where: plugin,
    expected: policyExport,
  });
}

/** A policy that would be its parent under another name. */
export function pluginBindsNothing(plugin: string, policy: string): CowlabError {
  return new CowlabError('COW237', 'The plugin brings nothing: its policy binds no rule.', {
    where: plugin,
    expected: `a policy with \`rules\`, \`orders\`, \`steps\` or \`fields\`; \`${policy}\` states none`,
  });
}

/** @param name `default`, `list[2]` @param said in the words of what was thrown */
export function exportUnreadable(plugin: string, name: string, said: string): CowlabError {
  return new CowlabError('COW238', `The plugin exports no policy: \`${name}\` cannot be read: ${withoutStop(said)}.`, {
    where: plugin,
    expected: policyExport,
  });
}

/** @param path as it was named, as in the other factories here */
export function pluginNotThere(path: string): CowlabError {
  return new CowlabError('COW333', `There is no plugin \`${path}\`: no file, folder or installed package is called so.`, {
    where: path,
    expected: 'the path of a plugin, or the name of an installed package',
  });
}

/** @param names of the files of which it has none */
export function pluginFolderEmpty(path: string, names: readonly string[]): CowlabError {
  return new CowlabError('COW334', `The folder ${path} has no plugin that could be loaded.`, {
    where: path,
    expected: oneOf(names),
  });
}

/** @param changed `Object.prototype.polluted`, each @param exitCode 2 while it is loaded, 3 in a run */
export function pluginChangedLanguage(plugin: string, changed: readonly string[], exitCode: 2 | 3): CowlabError {
  const told =
    changed
      .slice(0, 4)
      .map((name) => `\`${name}\``)
      .join(', ') + (changed.length > 4 ? ` and ${changed.length - 4} more` : '');
  return new CowlabError('COW038', `The plugin changes what belongs to the language: ${told}.`, {
    where: plugin,
    exitCode,
    expected: 'the objects of the language as they were: cowlab runs on them',
  });
}

/** @param exitCode 2 while it is loaded, 3 in a run */
export function pluginFailedLate(plugin: string, said: string, exitCode: 2 | 3, cause?: unknown): CowlabError {
  return new CowlabError('COW039', `Code of the plugin failed when nobody waited for it: ${withoutStop(said)}.`, {
    where: plugin,
    exitCode,
    cause,
    expected: 'no promise that is rejected, and no timer that throws',
  });
}
