/** Files and pipes that cannot be read, and output that cannot be written. */

import { CowlabError } from './cowlab-error.js';
import { showBytes } from './numbers.js';
import { reasonOf } from './reason.js';

const toFile = 'write it to a file first, and give that';

/** The system refuses it. @param path how the user named it, as in the other factories here @param cause what the system threw */
export function fileNotReadable(path: string, cause: unknown): CowlabError {
  return new CowlabError('COW020', `${path} cannot be read: ${reasonOf(cause)}.`, {
    where: path,
    expected: 'a readable file',
    cause,
  });
}

/** What is read more than once comes through a pipe, and nobody has kept it. */
export function pipeReadTwice(path: string): CowlabError {
  return new CowlabError('COW323', `${path} cannot be read: it is read more than once, and a pipe cannot be.`, {
    where: path,
    expected: 'a file',
    hint: toFile,
  });
}

/** What was found where a file or pipe belongs. */
interface Found {
  /** It came as standard input. */
  readonly isStandardInput: boolean;
}

function howToPipe({ isStandardInput }: Found): string | undefined {
  return isStandardInput ? 'give a file, or pipe one in: `cowlab check - < my.scenario.yaml`' : undefined;
}

/** It is named for reading, and is a folder. */
export function fileIsFolder(path: string, found: Found): CowlabError {
  return new CowlabError('COW324', `${path} cannot be read: it is a folder.`, {
    where: path,
    expected: 'a readable file',
    hint: howToPipe(found),
  });
}

/** Opening one may do something, and reading it may never end. */
export function fileIsOther(path: string, found: Found & { readonly kind: 'socket' | 'device' }): CowlabError {
  return new CowlabError('COW325', `${path} cannot be read: it is a ${found.kind}, not a file or a pipe.`, {
    where: path,
    expected: 'a readable file',
    hint: howToPipe(found),
  });
}

/** A kind of file, and how large one may be. */
interface Kind {
  /** `a scenario`. */
  readonly noun: string;
  /** Bytes. */
  readonly most: number;
  /** What to do with a larger one. */
  readonly hint?: string;
}

/** It is larger than its kind may be. */
export function fileTooLarge(path: string, { noun, most, hint }: Kind): CowlabError {
  return new CowlabError('COW326', `${path} cannot be read: it is larger than ${noun} may be, ${showBytes(most)}.`, {
    where: path,
    expected: `at most ${showBytes(most)}`,
    hint,
  });
}

/** Nobody has opened the other end of a FIFO. */
export function fifoWithoutWriter(path: string): CowlabError {
  return new CowlabError('COW327', `${path} cannot be read: it is a FIFO, and nobody writes to it.`, {
    where: path,
    expected: 'somebody who writes',
    hint: 'start what writes to it first',
  });
}

/** Somebody holds a pipe open and writes nothing. @param seconds for which it was waited */
export function pipeStoodStill(path: string, seconds: number): CowlabError {
  return new CowlabError('COW328', `${path} cannot be read: nothing came for ${seconds} s, though somebody holds it open.`, {
    where: path,
    expected: 'a pipe that goes on, or ends',
    hint: toFile,
  });
}

/** There is no room for what came through a pipe and is read more than once. @param cause what the system threw */
export function pipeNotKept(path: string, cause: unknown): CowlabError {
  return new CowlabError('COW329', `${path} cannot be kept for a second reading: ${reasonOf(cause)}.`, {
    where: path,
    expected: 'room for it in the folder for temporary files',
    hint: toFile,
    cause,
  });
}

/** @param byte in hexadecimal digits @param where `file:line:column` of it @param hint an encoding that it looks like */
export function notUtf8(path: string, byte: string, where: string, hint?: string): CowlabError {
  return new CowlabError('COW124', `${path} is not UTF-8: the byte 0x${byte} cannot stand here.`, {
    where,
    expected: 'text in UTF-8',
    hint,
  });
}

/** The run broke: exit code 3. @param cause what the system threw */
export function outputNotWritten(cause: unknown): CowlabError {
  return new CowlabError('COW022', `Standard output cannot be written: ${reasonOf(cause)}.`, {
    where: '<stdout>',
    expected: 'room for the whole output',
    exitCode: 3,
    cause,
  });
}
