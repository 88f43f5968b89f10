import { Command } from 'commander';
import { options } from '../options.js';
import type { ExplainOptions } from './options.js';

const about = `The run as a person reads it: step by step, a column per actor, the state that changed, the breach marked, and the rule
that decided with its source.

SCENARIO is the name of a built-in scenario or a scenario file (\`-\`: standard input). Of a violation the shortest breaching run is shown.
An error code is explained on its page: what it means, what it looks like, what to do.`;

const examples = `
At most 500,000 steps of a run are shown; those behind them are counted.

Examples:
  cowlab explain vmsplice-child-unmap --policy mapcount
  cowlab explain my.scenario.yaml --kernel 5.10 --all-steps
  cowlab explain rw-pin-races-fork --policy early-cow --json
  cowlab explain COW012`;

/** Describes `cowlab explain`. */
export function explainCommand(): Command {
  return new Command('explain')
    .summary('one run of a scenario, step by step; or an error code')
    .description(about)
    .argument('<SCENARIO>', 'name of a built-in scenario, a scenario file, or an error code')
    .addOption(options.policy().default([], 'none'))
    .addOption(options.kernel())
    .addOption(options.plugin())
    .addOption(options.states())
    .addOption(options.maxMemory())
    .addOption(options.reduce())
    .addOption(options.stuckAfter())
    .addOption(options.json())
    .option('--all-steps', 'show steps that changed nothing, too')
    .addHelpText('after', examples)
    .action(async (scenario: string, given: ExplainOptions) => {
      const { explainErrorCode, isErrorCode } = await import('./error-code.js');
      if (isErrorCode(scenario)) {
        process.exitCode = explainErrorCode(scenario, given.json === true);
        return;
      }
      const { explain } = await import('./action.js');
      process.exitCode = await explain(scenario, given);
    });
}
