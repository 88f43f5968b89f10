import { Command } from 'commander';
import { options } from '../options.js';
import type { CheckOptions } from './options.js';

const about = `Verdicts only: runs every interleaving of scenarios under policies and compares the outcomes with the eager machine.

FILE is a scenario file (\`-\`: standard input) of at most 16 MiB, or the name of a built-in scenario; without any, all
built-in scenarios are checked.`;

const examples = `
Examples:
  cowlab check my.scenario.yaml
  sed s/5/7/ my.scenario.yaml | cowlab check -
  cowlab check vmsplice-child-unmap --policy mapcount,anon-exclusive --json
  cowlab check my.scenario.yaml --kernel 6.1,5.15.0-105-generic
  cowlab check --plugin my-policy.ts --policy my-policy --quiet
  cowlab check my.scenario.yaml --states 10000000 --max-memory 8GiB

A race whose states are more than --states, or take more than --max-memory, is \`bounded\`: what was not seen cannot hold. Both
are bounds of one check, counted alike on every machine.

Exit code: 0 all as expected, 1 something is not, or was cut short by --states or --max-memory; 2 the input was refused;
3 a cell broke, the others are printed.`;

/** Describes `cowlab check`. */
export function checkCommand(): Command {
  return new Command('check')
    .summary('verdicts of scenarios under policies')
    .description(about)
    .argument('[FILE...]', 'scenario files, or names of built-in scenarios')
    .addOption(options.policy())
    .addOption(options.kernel())
    .addOption(options.scenario())
    .addOption(options.plugin())
    .addOption(options.stuckAfter())
    .addOption(options.states())
    .addOption(options.maxMemory())
    .addOption(options.reduce())
    .addOption(options.json())
    .addOption(options.quiet())
    .addHelpText('after', examples)
    .action(async (files: string[], given: CheckOptions) => {
      const { check } = await import('./action.js');
      process.exitCode = await check(files, given);
    });
}
