/** The pages of files and pipes that cannot be read, and of output that cannot be written. */

import {
  fifoWithoutWriter,
  fileIsFolder,
  fileIsOther,
  fileNotReadable,
  fileTooLarge,
  notUtf8,
  outputNotWritten,
  pipeNotKept,
  pipeReadTwice,
  pipeStoodStill,
} from '../inputs.js';
import { thrown, type ErrorPage } from './page.js';

const pipe = '/dev/fd/63';

/** Meaning, remedy and examples, by code. */
export const inputPages = {
  COW020: {
    meaning: 'A file, folder or pipe that was named is not there, or the system does not let it be read.',
    remedy: 'Look at the path and its rights.',
    examples: [fileNotReadable('my.scenario.yaml', thrown('ENOENT'))],
  },
  COW323: {
    meaning: 'A file is read more than once here, and a pipe can be read once only.',
    remedy: 'Write it to a file first, and give that.',
    examples: [pipeReadTwice(pipe)],
  },
  COW324: {
    meaning: 'A folder was named where a file belongs.',
    remedy: 'Name a file in it.',
    examples: [fileIsFolder('scenarios', { isStandardInput: false }), fileIsFolder('-', { isStandardInput: true })],
  },
  COW325: {
    meaning: 'A device or socket was named where a file belongs. Opening one may do something, and reading it may never end.',
    remedy: 'Name a file or a pipe.',
    examples: [fileIsOther('/dev/zero', { isStandardInput: false, kind: 'device' })],
  },
  COW326: {
    meaning: 'A file is larger than its kind may be. Nothing of it is used.',
    remedy: 'Look whether it is the right file.',
    examples: [fileTooLarge('huge.scenario.yaml', { noun: 'a scenario', most: 2 ** 24 })],
  },
  COW327: {
    meaning: 'A FIFO was named, and nobody has opened its other end.',
    remedy: 'Start what writes to it first.',
    examples: [fifoWithoutWriter('recorded')],
  },
  COW328: {
    meaning: 'Somebody holds a pipe open and writes nothing to it.',
    remedy: 'Look at what writes to it; or write it to a file first, and give that.',
    examples: [pipeStoodStill(pipe, 60)],
  },
  COW329: {
    meaning: 'What comes through a pipe and is read more than once is kept in a temporary file, and that cannot be written.',
    remedy: 'Make room for it, or write it to a file first, and give that.',
    examples: [pipeNotKept(pipe, thrown('ENOSPC'))],
  },
  COW124: {
    meaning: 'A file that should be text in UTF-8 has a byte that cannot stand there.',
    remedy: 'Save it as UTF-8.',
    examples: [notUtf8('my.scenario.yaml', 'ff', 'my.scenario.yaml:1:1', 'it looks like UTF-16: save it as UTF-8')],
  },
  COW022: {
    meaning: 'The place to which standard output goes has no room, or failed. What was printed before is incomplete.',
    remedy: 'Make room, or send the output somewhere else. A reader that stops early (`| head`) is no error.',
    examples: [outputNotWritten(thrown('ENOSPC'))],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
