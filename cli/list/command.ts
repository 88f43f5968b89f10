import { Argument, Command } from 'commander';
import { options } from '../options.js';
import type { ListOptions } from './options.js';

const about =
  'What there is: policies, scenarios, workloads, kernels, rules (the decisions a policy takes), events (what is counted), steps (of operations, and their registers; with --policy, the lists that it runs) or fields (of the state, and what rules read).';

const examples = `
Examples:
  cowlab list policies
  cowlab list scenarios --json
  cowlab list events
  cowlab list steps --policy anon-exclusive-6.1
  cowlab list steps --plugin my-policy.ts
  cowlab list fields --plugin my-policy.ts`;

/** Describes `cowlab list`. */
export function listCommand(): Command {
  return new Command('list')
    .summary('policies, scenarios, workloads, kernels, rules, events, steps and fields')
    .description(about)
    .addArgument(new Argument('<KIND>', 'policies, scenarios, workloads, kernels, rules, events, steps or fields'))
    .addOption(options.plugin())
    .addOption(options.policy().default([], 'none'))
    .addOption(options.kernel().default([], 'none'))
    .addOption(options.stuckAfter())
    .addOption(options.json())
    .addHelpText('after', examples)
    .action(async (kind: string, given: ListOptions) => {
      const { list } = await import('./action.js');
      process.exitCode = await list(kind, given);
    });
}
