/**
 * The place a report goes to. A report is rendered into a folder beside it and swapped in when it is whole, so
 * that a good report is never half-overwritten; and a folder that holds anything else is never replaced.
 */

import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { access, constants, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  cameBefore,
  cameMeanwhile,
  CowlabError,
  folderOfOtherResults,
  folderWithoutResults,
  notAReport,
  reportNotWritable,
} from '../../core/errors/errors.js';
import { codeOf } from '../../core/errors/reason.js';
import { foreignIn, type Foreign, type OwnFolder, ownerOf, removeListed } from './ownership.js';
import { withCleanup } from './signals.js';

const refusalOf: Readonly<Record<Foreign['reason'], (folder: string, foreign: string) => CowlabError>> = {
  'no-results': folderWithoutResults,
  'other-results': folderOfOtherResults,
  'not-listed': notAReport,
};

/**
 * Whether a report can be written to `directory`; to be asked before a long run.
 * @returns what is there of cowlab, and will be replaced
 * @throws {CowlabError} COW023, COW420 or COW421 when the place is a folder with other content, COW024 when it is a file or cannot be written
 */
export async function checkReportFolder(directory: string): Promise<OwnFolder> {
  try {
    const owner = ownerOf(directory);
    if ('foreign' in owner) throw refusalOf[owner.reason](directory, owner.foreign);
    await access(await nearestExisting(dirname(resolve(directory))), constants.W_OK | constants.X_OK);
    return owner;
  } catch (error) {
    throw error instanceof CowlabError ? error : reportNotWritable(directory, error);
  }
}

/**
 * Replaces `directory` by a folder that `fill` has filled. If `fill` fails, or SIGINT or SIGTERM comes, what was
 * there stays and nothing is left over.
 * @throws {CowlabError} as `checkReportFolder`; COW422 for what came into the folder before it was replaced, COW025 for what came
 *   while it was
 */
export async function replaceFolder(directory: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const owner = await checkReportFolder(directory);
  const target = await realTarget(directory);
  const { fresh, previous } = neighboursOf(target);
  await withCleanup(
    () => rmSync(fresh, { recursive: true, force: true }),
    async () => {
      try {
        await mkdir(dirname(target), { recursive: true });
        mkdirSync(fresh);
        await fill(fresh);
        replace(directory, { fresh, target, previous }, owner);
      } catch (error) {
        throw isFromFileSystem(error) ? reportNotWritable(directory, error) : error;
      }
    },
  );
}

/** A folder beside the target and on its file system: where the next one is filled, and where the last one goes to. */
export interface Neighbours {
  readonly fresh: string;
  readonly previous: string;
}

/** Two free names beside a folder. */
export function neighboursOf(target: string): Neighbours {
  const mark = randomBytes(6).toString('hex');
  const named = (age: string): string => join(dirname(target), `.${basename(target)}.${age}-${mark}`);
  return { fresh: named('new'), previous: named('old') };
}

/**
 * Both renames in one go, without giving way to anything; the first is taken back when the second fails, or when there
 * is something in the folder by now that `owner` did not have. Then the old one is deleted, file by file as listed.
 */
export function replace(
  directory: string,
  { fresh, target, previous }: Neighbours & { readonly target: string },
  { files }: OwnFolder,
): void {
  const isReplaced = renameIfThere(target, previous);
  try {
    const foreign = isReplaced ? foreignIn(previous, files) : undefined;
    if (foreign !== undefined) throw cameBefore(directory, foreign);
    renameSync(fresh, target);
  } catch (error) {
    if (isReplaced) renameSync(previous, target);
    throw error;
  }
  if (isReplaced && !removeListed(previous, files)) throw cameMeanwhile(directory, previous);
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

/** A symbolic link keeps pointing to its folder; the folder is what is replaced. */
async function realTarget(directory: string): Promise<string> {
  try {
    return await realpath(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return resolve(directory);
    throw reportNotWritable(directory, error);
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

function isFromFileSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
