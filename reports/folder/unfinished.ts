/**
 * What an interrupted run leaves. It has a folder of its own beside the report, so that a good report stays as it is;
 * and where there is none, its place gets the results there are.
 */

import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { notUnfinished, unfinishedNotReadable } from '../../core/errors/errors.js';
import { isJournal } from '../../core/run/journal.js';
import type { Results } from '../../core/run/results.js';
import { ownerOf, removeListed, resultsName } from './ownership.js';
import { neighboursOf, replace } from './report-folder.js';
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
 * @throws {CowlabError} COW026 when the place is taken by something else
 * @param directory a report folder that could be written
 */
export function unfinishedPlace(directory: string): UnfinishedPlace {
  const target = targetOf(directory);
  const folder = join(dirname(target), `${basename(target)}.unfinished`);
  const place = { folder, journal: join(folder, 'finished.jsonl'), report: join(folder, 'report') };
  const foreign = foreignAt(place);
  if (foreign === undefined) return place;
  throw notUnfinished(folder, foreign);
}

function foreignAt({ folder, journal, report }: UnfinishedPlace): string | undefined {
  try {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const other = names.find((name) => ![journal, report].includes(join(folder, name)));
    if (other !== undefined) return other;
    if (names.includes(basename(journal)) && !isJournal(journal)) return basename(journal);
    const owner = ownerOf(report);
    return 'foreign' in owner ? `${basename(report)}/${owner.foreign}` : undefined;
  } catch (error) {
    throw unfinishedNotReadable(folder, error);
  }
}

/**
 * Puts the results of an interrupted run as `results.json` into `directory`, unless a whole report is there, else into
 * the place beside it. At once and without giving way, since the process is about to end.
 * @returns the folder it went to
 * @throws what the file system throws
 */
export function writeUnfinishedResults(results: Results, directory: string, place: UnfinishedPlace): string {
  const there = ownerOf(directory);
  const isFree = !('foreign' in there) && (there.files.size === 0 || there.isUnfinished);
  const target = isFree ? targetOf(directory) : place.report;
  const owner = isFree ? there : ownerOf(place.report);
  if ('foreign' in owner) throw new Error(`${place.report} holds ${owner.foreign}`);
  const { fresh, previous } = neighboursOf(target);
  try {
    mkdirSync(fresh, { recursive: true });
    writeFileSync(join(fresh, resultsName), resultsJson({ ...results, files: [resultsName] }));
    replace(directory, { fresh, target, previous }, owner);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return isFree ? directory : place.report;
}

/** Of an earlier run, with which nobody goes on. What is not cowlab's stays. */
export function removeUnfinishedReport({ report }: UnfinishedPlace): void {
  const owner = ownerOf(report);
  if (!('foreign' in owner)) removeListed(report, owner.files);
}

/** The run is over, its report is written and its journal gone: so is what else it had beside, and nothing more. */
export function removeUnfinished(place: UnfinishedPlace): void {
  removeUnfinishedReport(place);
  removeListed(place.folder, new Set());
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
