import { Argument, Command } from 'commander';
import { options } from '../options.js';
import type { ListOptions } from './options.js';

const about = 'What there is: policies, scenarios, workloads, kernels, rules (the decisions a policy takes) or steps (of operations).';

const examples = `
Examples:
  cowlab list policies
  cowlab list scenarios --json
  cowlab list steps --plugin my-policy.ts`;

export function listCommand(): Command {
  return new Command('list')
    .summary('policies, scenarios, workloads, kernels, rules and steps')
    .description(about)
    .addArgument(new Argument('<KIND>', 'policies, scenarios, workloads, kernels, rules or steps'))
    .addOption(options.plugin()).addOption(options.stuckAfter()).addOption(options.json())
    .addHelpText('after', examples)
    .action(async (kind: string, given: ListOptions) => {
      const { list } = await import('./action.js');
      process.exitCode = await list(kind, given);
    });
}
