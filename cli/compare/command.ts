/** `cowlab compare`: the main job. What it needs is loaded when it runs, so that other commands start fast. */

import { Command } from 'commander';
import { options } from '../options.js';
import { runOptions } from '../run/options.js';
import { recordingHelp } from '../run/recording-help.js';
import { compareOptions, type CompareOptions } from './options.js';

const about =
  'The main job: correctness and performance of policies side by side. Checks scenarios, runs workloads, prints ' +
  'both, and writes the report folder: a page to open in a browser, and the results as JSON, CSV, charts and explained ' +
  'breaches.';

const examples = `
Examples:
  cowlab compare
  cowlab compare --quick
  cowlab compare --policy mapcount,anon-exclusive-6.15 --workload snapshot --parameter pages=65536
  cowlab compare --plugin ./my-policy.ts --out my-report
  cowlab compare --scenario basic-cow --workload ./mine.perf-script.gz
  cowlab compare --scenario basic-cow --plugin <(sed s/false/true/ my-policy.ts) --workload - < ./mine.perf-script.gz
  cowlab compare --resume
${recordingHelp}
An interrupted run leaves its finished cells beside the report folder, in FOLDER.unfinished; with --resume, those with
the same inputs are taken and the others run: after a change of a plugin, those that run it. A whole report stays as it
is until a new one is whole.

--quick gives every verdict, and counts of programs a tenth as long, which say less and are compared with those of no
whole run; recordings are replayed as they are.

Exit code: 0 all as expected, 1 a verdict or a count is not; 2 the input was refused; 3 a cell broke, the others are in
the report; 130 or 143 it was interrupted.`;

/** Describes `cowlab compare`. */
export function compareCommand(): Command {
  return new Command('compare')
    .summary('correctness and performance of policies side by side, as a report')
    .description(about)
    .addOption(options.policy())
    .addOption(options.kernel())
    .addOption(options.scenario())
    .addOption(compareOptions.workload())
    .addOption(runOptions.parameter())
    .addOption(options.plugin())
    .addOption(options.states())
    .addOption(options.maxMemory())
    .addOption(options.reduce())
    .addOption(options.stuckAfter())
    .addOption(runOptions.seed())
    .addOption(runOptions.jobs())
    .addOption(runOptions.noSpeed())
    .addOption(runOptions.quick())
    .addOption(runOptions.baseline())
    .addOption(compareOptions.out())
    .addOption(compareOptions.resume())
    .addOption(options.json())
    .addOption(runOptions.quiet())
    .addHelpText('after', examples)
    .action(async (given: CompareOptions) => {
      const { compare } = await import('./action.js');
      process.exitCode = await compare(given);
    });
}
