import { Command, Option } from 'commander';
import { optionOfWorkloads } from '../../core/errors/errors.js';
import { runOptions } from '../run/options.js';
import { recordingHelp } from '../run/recording-help.js';
import { options } from '../options.js';
import type { BenchOptions } from './options.js';

const about = [
  'Performance only: runs workloads under policies and prints the events of each, the estimated time by which policies ' +
    'differ, and how fast the simulator itself is. Writes no report: for one, run `cowlab compare --workload NAME`.',
  'WORKLOAD is the name of a workload (`cowlab list workloads`), or the path of a recording of yours ' +
    '(`-`: standard input); without any, all that have a name are run.',
].join('\n\n');

const examples = `
Examples:
  cowlab bench
  cowlab bench snapshot --policy mapcount,anon-exclusive-6.15 --parameter pages=262144
  cowlab bench direct-io rdma --baseline early-cow --seed 7 --no-speed
  cowlab bench ./mine.perf-script.gz --policy mapcount,anon-exclusive-6.15
  cowlab bench --quick
  cowlab bench snapshot --json > before.json
  cowlab bench --simulator --json
  cowlab bench --explore
${recordingHelp}
--json prints what results.json of a report has (cowlab/results@1), without scenarios and verdicts. With --simulator or
--explore it is cowlab/bench@1: ratios measured in pairs in one run, each with its samples and spread; absolute figures
decide nothing. --explore compares with SPIN on models that are written for both; it needs spin and cc, and says so
where they are missing.

Exit code: 0 done; 2 the input was refused; 3 a cell broke, the others are printed.`;

/** Describes `cowlab bench`. */
export function benchCommand(): Command {
  return new Command('bench')
    .summary("performance only: events, estimated time, the simulator's own speed")
    .description(about)
    .argument('[WORKLOAD...]', 'names of workloads, or paths of recordings')
    .addOption(options.policy())
    .addOption(options.kernel())
    .addOption(runOptions.parameter())
    .addOption(options.plugin())
    .addOption(options.stuckAfter())
    .addOption(runOptions.seed())
    .addOption(runOptions.jobs())
    .addOption(runOptions.noSpeed())
    .addOption(runOptions.quick())
    .addOption(runOptions.baseline())
    .addOption(new Option('--simulator', 'measure this program instead, against bare loops, threads and processes'))
    .addOption(new Option('--explore', 'measure the search of races instead, against SPIN').conflicts('simulator'))
    .addOption(options.json())
    .addOption(runOptions.quiet())
    .addHelpText('after', examples)
    .action(async (workloads: string[], given: BenchOptions, command: Command) => {
      if (given.simulator === true) {
        refuseOthers(workloads, command, '--simulator');
        const { benchSimulator } = await import('./simulator.js');
        process.exitCode = await benchSimulator(given);
      } else if (given.explore === true) {
        refuseOthers(workloads, command, '--explore');
        const { benchExplore } = await import('./explore.js');
        process.exitCode = await benchExplore(given);
      } else {
        const { bench } = await import('./action.js');
        process.exitCode = await bench(workloads, given);
      }
    });
}

/** What would be ignored is refused. */
function refuseOthers(workloads: readonly string[], command: Command, instead: string): void {
  const given = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .map(({ long }) => long ?? '')
    .filter((name) => ![instead, '--json', '--quiet'].includes(name));
  const [unwanted] = [...workloads, ...given];
  if (unwanted !== undefined) throw optionOfWorkloads(unwanted, instead);
}
