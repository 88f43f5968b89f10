/** The options that `cowlab compare` and `cowlab bench` share, from text. */

import { Option } from 'commander';
import { notAParameter, notWhole } from '../../core/errors/errors.js';

/** Options that `compare` and `bench` share. */
export interface RunOptions {
  readonly policy: readonly string[];
  readonly kernel: readonly string[];
  readonly plugin: readonly string[];
  readonly parameter: readonly Parameter[];
  readonly seed: number;
  /** Undefined: one thread per CPU. */
  readonly jobs?: number;
  /** Seconds. */
  readonly stuckAfter: number;
  readonly speed: boolean;
  /** Workloads at a tenth of their size, and no speeds. */
  readonly quick?: boolean;
  /** Undefined: `mapcount`, or else the first policy. */
  readonly baseline?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** A `--parameter NAME=NUMBER`. */
export type Parameter = readonly [name: string, value: number];

/** Options that `compare` and `bench` share, each made anew for a command. */
export const runOptions = {
  parameter: () =>
    new Option('--parameter <name=number>', 'for the workloads that have it; repeatable')
      .argParser(parameters)
      .default([], 'none'),
  seed: () =>
    new Option('--seed <n>', 'of the workloads, and of the order in which cells are run')
      .argParser(wholeNumber('a seed', 0))
      .default(1),
  jobs: () => new Option('--jobs <n>', 'threads at once (default: one per CPU)').argParser(wholeNumber('a number of threads', 1)),
  noSpeed: () => new Option('--no-speed', 'leave out how fast the simulator itself is'),
  quick: () => new Option('--quick', 'workloads at a tenth of their size, and no speeds'),
  baseline: () => new Option('--baseline <id>', 'the policy that costs are differences to (default: mapcount, else the first)'),
  quiet: () => new Option('--quiet', 'no progress and no tables'),
};

/** Whether the simulator itself is timed: a quick run says how nothing performs. */
export function isTimed({ speed, quick }: Pick<RunOptions, 'speed' | 'quick'>): boolean {
  return speed && quick !== true;
}

function parameters(text: string, before: readonly Parameter[]): readonly Parameter[] {
  const [name, value = ''] = text.split('=', 2);
  const number = value.trim() === '' ? NaN : Number(value);
  if (name !== '' && Number.isFinite(number)) return [...before, [name, number]];
  throw notAParameter(text);
}

function wholeNumber(noun: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/u.test(text) ? Number(text) : NaN;
    if (value >= least && value < 2 ** 31) return value;
    throw notWhole(text, noun, least);
  };
}
