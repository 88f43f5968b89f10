/** The pages of options, and where a report goes. */

import { badOption, noScenario, noWorkload, unknownKernel } from '../command-line.js';
import {
  cameBefore,
  cameMeanwhile,
  damagedRecord,
  folderOfOtherResults,
  folderWithoutResults,
  notARecord,
  notAReport,
  nothingUnfinished,
  notUnfinished,
  otherRun,
  recordOfOtherVersion,
  reportNotWritable,
} from '../reports.js';
import { thrown, type ErrorPage } from './page.js';

/** Meaning, remedy and examples, by code. */
export const commandLinePages = {
  COW021: {
    meaning: 'A command was given an option or argument that it does not have, or lacks one that it needs.',
    remedy: '`cowlab COMMAND --help` shows the options, with an example.',
    examples: [badOption('Unknown option `--polcy`', '--policy')],
  },
  COW023: {
    meaning:
      'The folder for the report exists and holds something that cowlab did not write. A report replaces its folder, so nothing foreign may be in it.',
    remedy: 'Choose another `--out`, or move what is there.',
    examples: [notAReport('results', 'thesis.tex')],
  },
  COW420: {
    meaning: 'The folder for the report has something in it, and no `results.json` that says what of it cowlab wrote.',
    remedy: 'Choose another `--out`, or move what is there.',
    examples: [folderWithoutResults('thesis', 'thesis.tex')],
  },
  COW421: {
    meaning:
      'The folder for the report has a `results.json` that another program wrote, or a version of cowlab that did not list its files.',
    remedy: 'Choose another `--out`, or move what is there.',
    examples: [folderOfOtherResults('results')],
  },
  COW422: {
    meaning: 'While the report was made, somebody stored a file into the folder that it was to replace. The folder is as it was.',
    remedy: 'Choose another `--out`, or move what is there.',
    examples: [cameBefore('cowlab-report', 'late.txt')],
  },
  COW024: {
    meaning: 'The folder for the report cannot be made, filled or replaced. What was there before is as it was.',
    remedy: 'Choose another `--out`, or mend the rights or the space.',
    examples: [reportNotWritable('/report', thrown('EACCES'))],
  },
  COW025: {
    meaning:
      'While the old report was replaced by the new one, somebody stored a file into the old folder. The new report is whole and in its place; the old folder is kept.',
    remedy: 'Look into the folder that the message names, and delete it when nothing in it is needed.',
    examples: [cameMeanwhile('cowlab-report', '.cowlab-report.old-5ad1f0')],
  },
  COW026: {
    meaning: 'Cells that are finished are kept in `FOLDER.unfinished` while a run is under way, and something else is there.',
    remedy: 'Choose another `--out`, or move what is there.',
    examples: [notUnfinished('cowlab-report.unfinished', 'notes.txt')],
  },
  COW027: {
    meaning: '`--resume` was given, and no interrupted run to this report folder has left anything.',
    remedy: 'Leave `--resume` out, or name the `--out` of the run that was interrupted.',
    examples: [nothingUnfinished('cowlab-report.unfinished')],
  },
  COW028: {
    meaning:
      '`--resume` was given, and of all that the unfinished run has finished, nothing has the same inputs as a cell of this run: version of cowlab, ' +
      'scenario, policy, bounds, parameters, seed, and code of a plugin where a cell runs it. What has the same inputs would be taken, the rest be run.',
    remedy: 'Give the command that the message names, or leave `--resume` out.',
    examples: [otherRun('cowlab-report.unfinished', 'cowlab compare --scenario basic-cow')],
  },
  COW029: {
    meaning:
      '`--kernel` names a kernel whose policy the table does not know. A base version does not tell: policies travel by backport.',
    remedy: 'Name a release that `cowlab list kernels` covers, or the policy itself by `--policy`.',
    examples: [
      unknownKernel('3.2', undefined, undefined),
      unknownKernel('5.9.1', undefined, { name: '5.9', known: ['5.9: page-count-everywhere'] }),
    ],
  },
  COW120: {
    meaning:
      'The cells that an interrupted run had finished are kept in a record with a checksum in each line, and a line of it was changed.',
    remedy: 'Start the run without `--resume`: it begins anew.',
    examples: [damagedRecord('cowlab-report.unfinished/finished.jsonl:7')],
  },
  COW121: {
    meaning: 'The interrupted run was begun by another version of cowlab, which kept its finished cells in another way.',
    remedy: 'Go on with the version that began it, or start the run without `--resume`.',
    examples: [recordOfOtherVersion('cowlab/journal@9', 'cowlab/journal@2', 'cowlab-report.unfinished/finished.jsonl')],
  },
  COW122: {
    meaning: 'The file where the finished cells of an interrupted run would be was written by something else.',
    remedy: 'Look at the file; without `--resume` the run begins anew.',
    examples: [notARecord('cowlab/journal@2', 'cowlab-report.unfinished/finished.jsonl')],
  },
  COW123: {
    meaning: 'What was named is no built-in scenario, and no file of that name is there.',
    remedy: '`cowlab list scenarios` names the built-in ones. A file is given by its path.',
    examples: [noScenario('basic-cov', ['basic-cow'])],
  },
  COW423: {
    meaning: 'What was named is no built-in workload, and not the path of a recording.',
    remedy: '`cowlab list workloads` names the built-in ones. A recording is given by its path.',
    examples: [noWorkload('snapshott', ['snapshot', 'shell-storm'])],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
