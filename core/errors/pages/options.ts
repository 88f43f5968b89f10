/** The pages of options that have a value they cannot have, and of what is asked for and cannot be done. */

import {
  baselineNotCompared,
  commandNotBuilt,
  kernelNotBuilt,
  listOfNoPolicy,
  noPlaceForReport,
  noPolicyNamed,
  pipeGivenTwice,
  severalPoliciesNamed,
} from '../command-line.js';
import { unfinishedNotReadable } from '../reports.js';
import {
  notAParameter,
  notASize,
  notSeconds,
  notStates,
  notWhole,
  optionOfOneReport,
  optionOfWorkloads,
  parameterNotWhole,
  parameterOutOfRange,
} from '../options.js';
import { thrown, type ErrorPage } from './page.js';

const parameter = { workload: 'shell-storm', name: 'pages', value: 0.5 };

/** Meaning, remedy and examples, by code. */
export const optionPages = {
  COW125: {
    meaning: 'Cells that are finished are kept in `FOLDER.unfinished`, and what is there cannot be looked into.',
    remedy: 'Choose another `--out`, or mend its rights.',
    examples: [unfinishedNotReadable('cowlab-report.unfinished', thrown('EACCES'))],
  },
  COW126: {
    meaning: 'The table knows the policy of this kernel, and that cowlab does not have it yet.',
    remedy: 'Name a kernel whose policy `cowlab list policies` names.',
    examples: [kernelNotBuilt('2.4', 'swap-map', 'mm/memory.c')],
  },
  COW127: {
    meaning: '`--states` is how many states the search of a cell may visit.',
    remedy: 'Give a whole number above 0.',
    examples: [notStates('0')],
  },
  COW128: {
    meaning: '`--max-memory` is how much memory the search of a cell may take.',
    remedy: 'Give bytes, or a number with a unit: `512MiB`.',
    examples: [notASize('much')],
  },
  COW129: {
    meaning: '`--stuck-after` is how long a cell may stand still.',
    remedy: 'Give seconds.',
    examples: [notSeconds('soon')],
  },
  COW220: {
    meaning: '`--parameter` sets a number of the workloads that have it.',
    remedy: 'Write its name, `=` and the number.',
    examples: [notAParameter('pages')],
  },
  COW221: {
    meaning: 'An option counts something, and has something else than a whole number.',
    remedy: 'Give a whole number.',
    examples: [notWhole('many', 'a number of threads', 1)],
  },
  COW222: {
    meaning: 'The command is part of what cowlab is to be, and is not built yet.',
    remedy: '`cowlab --help` shows the commands that there are.',
    examples: [commandNotBuilt('fuzz', ['compare', 'check'])],
  },
  COW223: {
    meaning: 'A pipe can be read once, and is named for two things.',
    remedy: 'Write it to a file, and name that.',
    examples: [pipeGivenTwice(undefined), pipeGivenTwice('/dev/fd/63')],
  },
  COW224: {
    meaning: 'A parameter of a workload is outside of what that workload can do, with its other parameters as they are.',
    remedy: 'Give a number within the range that the message names.',
    examples: [parameterOutOfRange(parameter, 1, 4096)],
  },
  COW225: {
    meaning: 'A parameter of a workload counts something, and has a fraction.',
    remedy: 'Give a whole number.',
    examples: [parameterNotWhole(parameter)],
  },
  COW226: {
    meaning: '`cowlab report` with two folders says what changed, and writes nothing.',
    remedy: 'Leave the option out, or name one folder.',
    examples: [optionOfOneReport('--out')],
  },
  COW227: {
    meaning: 'A report goes beside its results, and these came through a pipe.',
    remedy: 'Name a folder with `--out`.',
    examples: [noPlaceForReport()],
  },
  COW228: {
    meaning: 'Costs are differences to the baseline, and that is not among the policies that are run.',
    remedy: 'Name it in `--policy` too, or another `--baseline`.',
    examples: [baselineNotCompared('mapcount', ['early-cow', 'anon-exclusive'])],
  },
  COW229: {
    meaning: 'The command shows what one policy does, and none is named.',
    remedy: 'Add `--policy` or `--kernel`.',
    examples: [noPolicyNamed('early-cow, mapcount')],
  },
  COW320: {
    meaning: 'The command shows what one policy does, and several are named.',
    remedy: 'Leave all but one out. `a+b` is one.',
    examples: [severalPoliciesNamed()],
  },
  COW321: {
    meaning: 'What is to be listed is the same under every policy; only steps are of one.',
    remedy: 'Leave `--policy` and `--kernel` out.',
    examples: [listOfNoPolicy('events')],
  },
  COW322: {
    meaning: '`--simulator` and `--explore` measure this program itself, on programs of its own.',
    remedy: 'Leave the option out.',
    examples: [optionOfWorkloads('--seed', '--simulator')],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
