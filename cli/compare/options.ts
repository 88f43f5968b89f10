/** The options that only `cowlab compare` has. */

import { Option } from 'commander';
import type { BoundsOptions } from '../bounds.js';
import { names } from '../options.js';
import type { RunOptions } from '../run/options.js';

/** What `cowlab compare` is told: what is run, within which bounds, by how many, and where the report goes. */
export interface CompareOptions extends RunOptions, BoundsOptions {
  readonly scenario: readonly string[];
  readonly workload: readonly string[];
  readonly resume?: boolean;
  readonly out: string;
}

/** Options that only `cowlab compare` has. */
export const compareOptions = {
  workload: () =>
    new Option('--workload <names>', 'only these workloads: names, or paths of recordings (`-`: standard input)')
      .argParser(names)
      .default([], 'all'),
  resume: () => new Option('--resume', 'go on with an interrupted run: its finished cells are not run again'),
  out: () => new Option('--out <folder>', 'the report folder').default('cowlab-report'),
};
