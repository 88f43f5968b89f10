/** `cowlab report`: what is known from results alone. */

import { Command, Option } from 'commander';
import { options } from '../options.js';
import type { ReportOptions } from './options.js';

const about = `Renders a report folder again from its results.json alone: the page, the CSV files, the charts and the explained runs.

With a second folder nothing is written; it tells what changed from DIR to DIR2: what was run differently (seeds, \
parameters, versions), then verdicts by policy and scenario, then counts by workload and policy.`;

const examples = `
Examples:
  cowlab report cowlab-report
  cowlab report cowlab-report --baseline anon-exclusive-6.15 --out report-against-6.15
  cowlab report last-week cowlab-report --json

--json prints the results, or with DIR2 a document of the schema cowlab/changes@1.

Exit code: 0 done, or with DIR2 no result changed; 1 a result changed; 2 the input was refused, and nothing was written.`;

/** Describes `cowlab report`. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('a report again from its results; of two reports, what changed')
    .description(about)
    .argument('<DIR>', 'a report folder, its results.json, or `-` for results from standard input (at most 256 MiB)')
    .argument('[DIR2]', 'a later report to compare it with')
    .addOption(new Option('--out <folder>', 'write there (default: DIR itself)'))
    .addOption(new Option('--baseline <id>', 'the policy that costs are compared with (default: as in the results)'))
    .addOption(options.json())
    .addOption(new Option('--quiet', 'print nothing'))
    .addHelpText('after', examples)
    .action(async (folder: string, later: string | undefined, given: ReportOptions) => {
      const { report } = await import('./action.js');
      process.exitCode = await report(folder, later, given);
    });
}
