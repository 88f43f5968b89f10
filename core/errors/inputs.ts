/** Files that cannot be read, and output that cannot be written. */

import { CowlabError } from './cowlab-error.js';

/** What may be said beside the reason. */
interface Unreadable {
  readonly where?: string;
  readonly expected?: string;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** @param path how the user named it @param why completes "it cannot be read: …" */
export function fileNotReadable(
  path: string,
  why: string,
  { where = path, expected = 'a readable file', hint, cause }: Unreadable = {},
): CowlabError {
  return new CowlabError('COW020', `${path} cannot be read: ${why}.`, { where, expected, hint, cause });
}

/** @param byte in hexadecimal digits @param where `file:line:column` of it */
export function notUtf8(path: string, byte: string, where: string, hint?: string): CowlabError {
  return new CowlabError('COW124', `${path} is not UTF-8: the byte 0x${byte} cannot stand here.`, {
    where,
    expected: 'text in UTF-8',
    hint,
  });
}

/** The run broke: exit code 3. @param why completes "it cannot be written: …" */
export function outputNotWritten(why: string, cause: unknown): CowlabError {
  return new CowlabError('COW022', `Standard output cannot be written: ${why}.`, {
    where: '<stdout>',
    expected: 'room for the whole output',
    exitCode: 3,
    cause,
  });
}
