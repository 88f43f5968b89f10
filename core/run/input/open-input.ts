/** Opens what a user named for reading: files and pipes, and nothing that has no end or does something when opened. */

import { closeSync, constants, fstatSync, openSync, statSync, type Stats } from 'node:fs';
import { CowlabError, fileIsFolder, fileIsOther, fileNotReadable, pipeReadTwice } from '../../errors/errors.js';
import { codeOf } from '../../errors/reason.js';
import { placeOfInput } from './received.js';

/** An open file or pipe. */
export interface OpenInput {
  readonly descriptor: number;
  /** `file` has a size and can be read again; `fifo` has a name by which a writer may still come; `pipe` has none. */
  readonly kind: 'file' | 'fifo' | 'pipe';
  /** Bytes, of a file; some files of /proc have more than they say. */
  readonly size: number;
  close(): void;
}

const namesOfStandardInput: readonly string[] = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/** `-`, or a name by which the system knows it. Opened by such a name, a socket is refused and a file begins anew. */
export function isStandardInput(path: string): boolean {
  return namesOfStandardInput.includes(path);
}

/**
 * @param path as the user gave it; `-` is standard input
 * @throws {CowlabError} COW020 for what is not there or cannot be read, COW324 for a folder, COW325 for a device or a socket
 */
export function openInput(path: string): OpenInput {
  return isStandardInput(path) ? openStandardInput(path) : openPath(path);
}

/**
 * As `openInput`, for what is read more than once. What came through a pipe was kept (`receive.ts`).
 * @throws {CowlabError} COW323 for a pipe that was not, too
 */
export function openFile(path: string): OpenInput {
  const input = openPath(path);
  if (input.kind === 'file') return input;
  input.close();
  throw pipeReadTwice(path);
}

function openPath(path: string): OpenInput {
  const place = placeOfInput(path);
  // Opening a device may wind a tape or arm a watchdog: first one looks.
  refuseOthers(
    path,
    ask(path, () => statSync(place)),
  );
  const descriptor = ask(path, () => openSync(place, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY));
  return opened(path, descriptor, () => closeSync(descriptor), 'fifo');
}

/** A pipe is opened a second time, so that waiting for it can end; where that is refused, the first one serves. */
function openStandardInput(name: string): OpenInput {
  const stats = ask(name, () => fstatSync(0));
  if (stats.isFIFO()) {
    try {
      const descriptor = openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK);
      return opened(name, descriptor, () => closeSync(descriptor), 'pipe');
    } catch (error) {
      if (error instanceof CowlabError) throw error;
    }
  }
  if (stats.isSocket()) return { descriptor: 0, kind: 'pipe', size: 0, close: () => undefined };
  return opened(name, 0, () => undefined, 'pipe');
}

function opened(name: string, descriptor: number, close: () => void, pipe: 'fifo' | 'pipe'): OpenInput {
  const stats = fstatSync(descriptor);
  try {
    refuseOthers(name, stats);
  } catch (error) {
    close();
    throw error;
  }
  return { descriptor, kind: stats.isFile() ? 'file' : pipe, size: stats.isFile() ? stats.size : 0, close };
}

function refuseOthers(name: string, stats: Stats): void {
  if (stats.isFile() || stats.isFIFO()) return;
  const found = { isStandardInput: isStandardInput(name) };
  if (stats.isDirectory()) throw fileIsFolder(name, found);
  throw fileIsOther(name, { ...found, kind: stats.isSocket() ? 'socket' : 'device' });
}

function ask<T>(name: string, question: () => T): T {
  try {
    return question();
  } catch (error) {
    throw fileNotReadable(name, error);
  }
}

/** Whether the error says that there is nothing of this name. */
export function isNotThere(error: unknown): boolean {
  return error instanceof CowlabError && codeOf(error.cause) === 'ENOENT';
}
