/**
 * What an interrupted run leaves. It has a folder of its own beside the report, so that a good report stays as it is;
 * and where there is none, its place gets the results there are.
 */

import { mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CowlabError } from '../../core/program/errors.js';
import type { Results } from '../../core/run/results.js';
import { inputKinds } from '../../core/run/input/limits.js';
import { readText } from '../../core/run/input/read-input.js';
import { reasonOf } from '../../core/run/input/reason.js';
import { entriesOfAReport, neighboursOf, swap } from './report-folder.js';
import { resultsJson } from './results-json.js';

/** The places beside a report folder. */
export interface UnfinishedPlace {
  readonly folder: string;
  /** The finished jobs, while the run is under way and after it was cut short. */
  readonly journal: string;
  /** A report folder for the finished cells, used where a good report must stay. */
  readonly report: string;
}

/**
 * Throws a CowlabError when the place is taken by something else: `directory` is a report folder that could be written.
 */
export function unfinishedPlace(directory: string): UnfinishedPlace {
  const target = targetOf(directory);
  const folder = join(dirname(target), `${basename(target)}.unfinished`);
  const place = { folder, journal: join(folder, 'finished.jsonl'), report: join(folder, 'report') };
  const known = [basename(place.journal), basename(place.report)];
  const foreign = entriesOf(folder)?.find((entry) => !known.includes(entry));
  if (foreign === undefined) return place;
  throw new CowlabError('COW021', `The folder ${folder} is not of an unfinished run: it holds \`${foreign}\`.`, {
    where: folder, expected: 'no such folder, or one that an interrupted run has left', hint: 'choose another --out',
  });
}

/**
 * Puts the results of an interrupted run as `results.json` into `directory`, unless a whole report is there, else into
 * the place beside it. At once and without giving way, since the process is about to end.
 * @returns the folder it went to
 * @throws what the file system throws
 */
export function writeUnfinishedResults(results: Results, directory: string, place: UnfinishedPlace): string {
  const isFree = mayHoldUnfinished(directory);
  const target = isFree ? targetOf(directory) : place.report;
  const { fresh, previous } = neighboursOf(target);
  try {
    mkdirSync(fresh, { recursive: true });
    writeFileSync(join(fresh, 'results.json'), resultsJson(results));
    swap(fresh, target, previous);
  } finally {
    for (const folder of [fresh, previous]) rmSync(folder, { recursive: true, force: true });
  }
  return isFree ? directory : place.report;
}

/** Nothing is there, or the report of a run that was interrupted itself. What cannot be read is left alone. */
function mayHoldUnfinished(directory: string): boolean {
  const entries = entriesOf(directory) ?? [];
  if (entries.length === 0) return true;
  if (entries.some((entry) => !entriesOfAReport.has(entry))) return false;
  try {
    const results = JSON.parse(readText(join(directory, 'results.json'), inputKinds.results)) as Partial<Results> | null;
    return results?.unfinished !== undefined;
  } catch {
    return false;
  }
}

function entriesOf(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new CowlabError('COW021', `The folder ${folder} cannot be read: ${reasonOf(error)}.`, {
      where: folder, expected: 'a folder, or nothing', hint: 'choose another --out', cause: error,
    });
  }
}

/** A symbolic link keeps pointing to its folder; the folder is what is replaced. */
function targetOf(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    // There is nothing yet; whether it can be made, who writes it finds out.
    return resolve(directory);
  }
}
