/**
 * The place a report goes to. A report is rendered into a folder beside it and swapped in when it is whole, so
 * that a good report is never half-overwritten; and a folder that holds anything else is never replaced.
 */

import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { access, constants, mkdir, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CowlabError } from '../../core/program/errors.js';
import { reasonOf } from '../../core/run/input/reason.js';
import { withCleanup } from './signals.js';

/** What cowlab puts into a report folder. */
export const entriesOfAReport: ReadonlySet<string> = new Set([
  'index.html', 'results.json', 'correctness.csv', 'performance.csv', 'charts', 'traces',
]);

/**
 * Whether a report can be written to `directory`; to be asked before a long run.
 * Throws a CowlabError when the place is a file, cannot be written, or is a folder with other content.
 */
export async function checkReportFolder(directory: string): Promise<void> {
  const entries = await entriesOf(directory);
  const foreign = entries?.find((entry) => !entriesOfAReport.has(entry));
  if (foreign !== undefined) {
    throw new CowlabError('COW021', `The folder ${directory} is not a report: it holds \`${foreign}\`.`, {
      where: directory, hint: 'choose another --out',
      expected: 'a new or empty folder, or a report that may be replaced',
    });
  }
  try {
    await access(await nearestExisting(dirname(resolve(directory))), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(directory, error);
  }
}

/**
 * Replaces `directory` by a folder that `fill` has filled. If `fill` fails, or SIGINT or SIGTERM comes, what was
 * there stays and nothing is left over.
 */
export async function replaceFolder(directory: string, fill: (folder: string) => Promise<void>): Promise<void> {
  await checkReportFolder(directory);
  const target = await realTarget(directory);
  const { fresh, previous } = neighboursOf(target);
  let swapped = false;
  const cleanup = (): void => {
    rmSync(fresh, { recursive: true, force: true });
    if (swapped) rmSync(previous, { recursive: true, force: true });
  };
  await withCleanup(cleanup, async () => {
    try {
      await mkdir(dirname(target), { recursive: true });
      mkdirSync(fresh);
      await fill(fresh);
      swap(fresh, target, previous);
      swapped = true;
    } catch (error) {
      throw isFromFileSystem(error) ? notWritable(directory, error) : error;
    }
  });
}

/** Beside the folder and on its file system: where the next one is filled, and where the last one goes to. */
export function neighboursOf(target: string): { readonly fresh: string; readonly previous: string } {
  const mark = randomBytes(6).toString('hex');
  const named = (age: string): string => join(dirname(target), `.${basename(target)}.${age}-${mark}`);
  return { fresh: named('new'), previous: named('old') };
}

/** Both renames in one go, without giving way to anything; the first is taken back when the second fails. */
export function swap(fresh: string, target: string, previous: string): void {
  const replaced = renameIfThere(target, previous);
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (replaced) renameSync(previous, target);
    throw error;
  }
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function entriesOf(directory: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw notWritable(directory, error);
  }
}

/** A symbolic link keeps pointing to its folder; the folder is what is replaced. */
async function realTarget(directory: string): Promise<string> {
  try {
    return await realpath(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return resolve(directory);
    throw notWritable(directory, error);
  }
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    return nearestExisting(dirname(folder));
  }
}

function notWritable(directory: string, error: unknown): CowlabError {
  const reason = codeOf(error) === 'ENOTDIR' ? 'it, or a part of its path, is a file' : reasonOf(error);
  return new CowlabError('COW021', `The report cannot be written to ${directory}: ${reason}.`, {
    where: directory, expected: 'a folder that can be created or replaced', hint: 'choose another --out', cause: error,
  });
}

function isFromFileSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
