/**
 * Whose a folder is. One is replaced or deleted only when it is empty or a report of cowlab with nothing else in it: its
 * `results.json` lists every file that was written. Only what is listed is ever deleted.
 */

import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CowlabError } from '../../core/errors/errors.js';
import { inputKinds } from '../../core/run/input/limits.js';
import { readText } from '../../core/run/input/read-input.js';
import { codeOf } from '../../core/errors/reason.js';
import type { Results } from '../../core/run/results.js';

/** The file that says what else in a folder is cowlab's. */
export const resultsName = 'results.json';

/** What was found in a folder that may be replaced. */
export interface OwnFolder {
  /** Paths within it that cowlab wrote, as its `results.json` lists them; none when it is empty or not there. */
  readonly files: ReadonlySet<string>;
  /** Its results are of a run that was interrupted. */
  readonly isUnfinished: boolean;
}

/** In a folder that is not ours. */
export interface Foreign {
  /** Its path within the folder. */
  readonly foreign: string;
  /** There is no `results.json`; it is none of cowlab that lists files; or it does not list this. */
  readonly reason: 'no-results' | 'other-results' | 'not-listed';
}

const nothing: OwnFolder = { files: new Set(), isUnfinished: false };

/** Throws what the file system throws when the folder cannot be read. */
export function ownerOf(folder: string): OwnFolder | Foreign {
  const found = contentOf(folder);
  if (found.length === 0) return nothing;
  const results = found.find(({ path, isFile }) => path === resultsName && isFile);
  if (results === undefined) return { foreign: found[0].path, reason: 'no-results' };
  const own = readOwn(join(folder, resultsName));
  if (own === undefined) return { foreign: resultsName, reason: 'other-results' };
  const foreign = foreignAmong(found, own.files);
  return foreign === undefined ? own : { foreign, reason: 'not-listed' };
}

/** The first thing in the folder that is not among `files`; undefined: there is none. */
export function foreignIn(folder: string, files: ReadonlySet<string>): string | undefined {
  return foreignAmong(contentOf(folder), files);
}

/** Deletes `files` and the folders that are empty then. False when something else was there: it still is. */
export function removeListed(folder: string, files: ReadonlySet<string>): boolean {
  for (const { path, isFile } of contentOf(folder)) if (isFile && files.has(path)) unlinkSync(join(folder, path));
  const folders = contentOf(folder)
    .filter(({ isFolder }) => isFolder)
    .map(({ path }) => join(folder, path));
  return [...folders.toReversed(), folder].map(removeIfEmpty).every(Boolean);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return true;
}

interface Entry {
  /** Within the folder, with `/`. */
  readonly path: string;
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

/** Everything below the folder, what is in a folder behind it; links are not followed. Empty when it is not there. */
function contentOf(folder: string, prefix = ''): readonly Entry[] {
  const entries = entriesOf(folder).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = prefix + entry.name;
    const own = { path, isFile: entry.isFile(), isFolder: entry.isDirectory() };
    return [own, ...(own.isFolder ? contentOf(join(folder, entry.name), `${path}/`) : [])];
  });
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/** A folder is ours when something of ours is in it. */
function foreignAmong(found: readonly Entry[], files: ReadonlySet<string>): string | undefined {
  const folders = new Set([...files].flatMap((path) => parentsOf(path)));
  return found.find(({ path, isFile, isFolder }) => !(isFile && files.has(path)) && !(isFolder && folders.has(path)))?.path;
}

/** `a` and `a/b` of `a/b/c`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Undefined: no results of this schema, or of a version that did not list what it wrote. */
function readOwn(file: string): OwnFolder | undefined {
  try {
    const { schema, files, unfinished } = JSON.parse(readText(file, inputKinds.results)) as Partial<Results>;
    if (schema !== 'cowlab/results@1' || !Array.isArray(files) || !files.every((path) => typeof path === 'string'))
      return undefined;
    return { files: new Set(files), isUnfinished: unfinished !== undefined };
  } catch (error) {
    // Not readable, not JSON, or `null`.
    if (error instanceof CowlabError || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
