/** Options that several commands have, and how their values are read. */

import { Option } from 'commander';
import { defaultStuckAfter } from '../core/run/lost.js';
import { parseSeconds, parseSize, parseStates } from './bounds.js';

/** Repeatable, and a list with commas. */
export function names(value: string, before: readonly string[] = []): string[] {
  return [
    ...before,
    ...value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ];
}

function paths(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Options that several commands have, each made anew for a command. */
export const options = {
  policy: () =>
    new Option('--policy <ids>', 'policies, by id; `a+b` runs policy a with rule variant b').argParser(names).default([], 'all'),
  kernel: () =>
    new Option('--kernel <releases>', 'the policy that a kernel has: X.Y, X.Y.Z or a whole `uname -r`')
      .argParser(names)
      .default([], 'none'),
  scenario: () => new Option('--scenario <names>', 'only these scenarios').argParser(names).default([], 'all'),
  plugin: () =>
    new Option(
      '--plugin <path>',
      'policies of a TypeScript or JavaScript file, folder or package (`-`: standard input); repeatable',
    )
      .argParser(paths)
      .default([], 'none'),
  json: () => new Option('--json', 'print one JSON document'),
  quiet: () => new Option('--quiet', 'print only what is not as expected'),
  states: () => new Option('--states <n>', 'most states of a race to visit (default: 2000000)').argParser(parseStates),
  stuckAfter: () =>
    new Option('--stuck-after <seconds>', 'how long a rule of a plugin may take to answer before its cell is broken')
      .argParser(parseSeconds)
      .default(defaultStuckAfter),
  maxMemory: () =>
    new Option('--max-memory <size>', 'most memory for the states of a race: 512MiB, 300MB, bytes (default: 2GiB)').argParser(
      parseSize,
    ),
  reduce: () =>
    new Option(
      '--reduce <how>',
      'of interleavings that differ in the order of independent steps alone, search one (por) or all (none): same verdicts',
    )
      .choices(['none', 'por'])
      .default('por'),
};
