/** The door: what can be read only once is read when the command begins, whole, up to the limit of its kind. */

import { fstatSync, statSync, type Stats } from 'node:fs';
import { pipeGivenTwice, pipeNotKept } from '../../errors/errors.js';
import { inputKinds, type InputKind } from './limits.js';
import { isStandardInput } from './open-input.js';
import { writePrivately } from './private-folder.js';
import { readInput } from './read-input.js';
import { adoptInputs } from './received.js';

/** What the user named, by kind: paths, and names of other things, which are left alone. */
export type GivenInputs = Partial<Readonly<Record<keyof typeof inputKinds, readonly string[]>>>;

/**
 * To be called before anything is read. After it every part of the program, in whatever thread or process, may read
 * these inputs by their names, as often as it likes.
 * @throws {CowlabError} as `readInput`; COW223 for a pipe that is given twice, COW329 for one that cannot be kept
 */
export function receiveInputs(given: GivenInputs): void {
  const pipes = Object.entries(given).flatMap(([kind, paths]) =>
    paths.filter(isReadOnce).map((path) => ({ path, kind: inputKinds[kind as keyof typeof inputKinds] })),
  );
  refuseTwice(pipes.map(({ path }) => path));
  for (const { path, kind } of pipes) receive(path, kind);
}

/** Whether it is a pipe, or a file that only this process can find: one that is known by a number. */
export function isReadOnce(path: string): boolean {
  if (isStandardInput(path)) return true;
  const stats = statsOf(path);
  return stats?.isFIFO() === true || (stats?.isFile() === true && /^\/(?:dev|proc\/(?:thread-)?self)\/fd\/\d+$/u.test(path));
}

/** @param kind decides where it is kept */
export function receive(path: string, kind: InputKind): void {
  const content = readInput(path, kind);
  if (kind.isHandedOn === true) adoptInputs({ contents: new Map([[path, content]]), files: new Map() });
  else adoptInputs({ contents: new Map(), files: new Map([[path, kept(path, content)]]) });
}

function kept(path: string, content: Uint8Array): string {
  try {
    return writePrivately([content]);
  } catch (error) {
    throw pipeNotKept(path, error);
  }
}

/** What was read once is at its end after that. One pipe may have several names. */
function refuseTwice(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    const identity = identityOf(path);
    if (seen.has(identity)) {
      throw pipeGivenTwice(isStandardInput(path) ? undefined : path);
    }
    seen.add(identity);
  }
}

function identityOf(path: string): string {
  const stats = isStandardInput(path) ? statsOfStandardInput() : statsOf(path);
  if (stats?.isFIFO() === true) return `${stats.dev}:${stats.ino}`;
  return isStandardInput(path) ? '-' : path;
}

/** Undefined for what is not there, or may not be looked at: who reads it says so. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function statsOfStandardInput(): Stats | undefined {
  try {
    return fstatSync(0);
  } catch {
    return undefined;
  }
}
