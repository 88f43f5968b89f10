/** The pages of files, options, and where a report goes. */

import { badOption, noScenario, unknownKernel } from '../command-line.js';
import { fileNotReadable, outputNotWritten } from '../inputs.js';
import {
  cameMeanwhile,
  damagedRecord,
  notARecord,
  notAReport,
  nothingUnfinished,
  notUnfinished,
  otherRun,
  recordOfOtherVersion,
  reportNotWritable,
} from '../reports.js';
import type { ErrorPage } from './page.js';

const exitCodes = [2] as const;

/** By code. */
export const commandLinePages = {
  COW020: {
    meaning:
      'A file, folder or pipe that was named is not there, may not be read, is larger than its kind may be, or nothing comes from it.',
    remedy: 'Look at the path and its rights. What is read more than once cannot be a pipe: write it to a file first.',
    exitCodes,
    examples: [fileNotReadable('my.scenario.yaml', 'there is no such file')],
  },
  COW021: {
    meaning: 'A command was given an option or argument that it does not have, or lacks one that it needs.',
    remedy: '`cowlab COMMAND --help` shows the options, with an example.',
    exitCodes,
    examples: [badOption('Unknown option `--polcy`', '--policy')],
  },
  COW022: {
    meaning: 'The place to which standard output goes has no room, or failed. What was printed before is incomplete.',
    remedy: 'Make room, or send the output somewhere else. A reader that stops early (`| head`) is no error.',
    exitCodes: [3],
    examples: [outputNotWritten('no space left on the device', undefined)],
  },
  COW023: {
    meaning:
      'The folder for the report exists and holds something that cowlab did not write. A report replaces its folder, so nothing foreign may be in it.',
    remedy: 'Choose another `--out`, or move what is there.',
    exitCodes,
    examples: [notAReport('results', 'thesis.tex', '')],
  },
  COW024: {
    meaning: 'The folder for the report cannot be made, filled or replaced. What was there before is as it was.',
    remedy: 'Choose another `--out`, or mend the rights or the space.',
    exitCodes,
    examples: [reportNotWritable('/report', 'permission denied', undefined)],
  },
  COW025: {
    meaning:
      'While the old report was replaced by the new one, somebody stored a file into the old folder. The new report is whole and in its place; the old folder is kept.',
    remedy: 'Look into the folder that the message names, and delete it when nothing in it is needed.',
    exitCodes: [3],
    examples: [cameMeanwhile('cowlab-report', '.cowlab-report.old-5ad1f0')],
  },
  COW026: {
    meaning: 'Cells that are finished are kept in `FOLDER.unfinished` while a run is under way, and something else is there.',
    remedy: 'Choose another `--out`, or move what is there.',
    exitCodes,
    examples: [notUnfinished('cowlab-report.unfinished', 'notes.txt')],
  },
  COW027: {
    meaning: '`--resume` was given, and no interrupted run to this report folder has left anything.',
    remedy: 'Leave `--resume` out, or name the `--out` of the run that was interrupted.',
    exitCodes,
    examples: [nothingUnfinished('cowlab-report.unfinished')],
  },
  COW028: {
    meaning:
      '`--resume` was given, and of all that the unfinished run has finished, nothing has the same inputs as a cell of this run: version of cowlab, ' +
      'scenario, policy, bounds, parameters, seed, and code of a plugin where a cell runs it. What has the same inputs would be taken, the rest be run.',
    remedy: 'Give the command that the message names, or leave `--resume` out.',
    exitCodes,
    examples: [otherRun('cowlab-report.unfinished', 'cowlab compare --scenario basic-cow')],
  },
  COW029: {
    meaning:
      '`--kernel` names a kernel whose policy the table does not know. A base version does not tell: policies travel by backport.',
    remedy: 'Name a release that `cowlab list kernels` covers, or the policy itself by `--policy`.',
    exitCodes,
    examples: [unknownKernel('3.2', undefined, '`--policy` names a policy itself')],
  },
  COW120: {
    meaning:
      'The cells that an interrupted run had finished are kept in a record with a checksum in each line, and a line of it was changed.',
    remedy: 'Start the run without `--resume`: it begins anew.',
    exitCodes,
    examples: [damagedRecord('cowlab-report.unfinished/finished.jsonl:7')],
  },
  COW121: {
    meaning: 'The interrupted run was begun by another version of cowlab, which kept its finished cells in another way.',
    remedy: 'Go on with the version that began it, or start the run without `--resume`.',
    exitCodes,
    examples: [recordOfOtherVersion('cowlab/journal@9', 'cowlab/journal@2', 'cowlab-report.unfinished/finished.jsonl')],
  },
  COW122: {
    meaning: 'The file where the finished cells of an interrupted run would be was written by something else.',
    remedy: 'Look at the file; without `--resume` the run begins anew.',
    exitCodes,
    examples: [notARecord('cowlab/journal@2', 'cowlab-report.unfinished/finished.jsonl')],
  },
  COW123: {
    meaning: 'What was named is no built-in scenario, and no file of that name is there.',
    remedy: '`cowlab list scenarios` names the built-in ones. A file is given by its path.',
    exitCodes,
    examples: [
      noScenario('basic-cov', 'a scenario file, or the name of a built-in scenario', 'did you mean the built-in `basic-cow`?'),
    ],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
