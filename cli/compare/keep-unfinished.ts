/** The last work of a run that is interrupted: its finished cells become results, and a person reads how to go on. */

import { wordsOf } from '../../core/errors/thrown.js';
import { assembleResults, type Provenance, type Subjects } from '../../core/run/assemble.js';
import { receivedInputs } from '../../core/run/input/received.js';
import type { Unfinished } from '../../core/run/results.js';
import { type UnfinishedPlace, writeUnfinishedResults } from '../../reports/index.js';
import { commandLineOf } from '../run/called.js';
import type { FinishedJobs } from './finished-jobs.js';

/** What an interrupted run knows. */
export interface InterruptedRun {
  readonly subjects: Subjects;
  readonly provenance: Provenance;
  readonly jobs: FinishedJobs;
  readonly place: UnfinishedPlace;
  /** The report folder, as typed. */
  readonly directory: string;
}

/** At once, without giving way. Returns what to say. */
export function keepUnfinished({ subjects, provenance, jobs, place, directory }: InterruptedRun): string {
  const results = assembleResults(subjects, provenance, jobs.found(), true);
  const { unfinished } = results;
  if (unfinished === undefined || unfinished.finishedCells === 0) return 'no cell was finished yet';
  const finished = sayFinished(unfinished);
  if (!jobs.canGoOn) return `${finished}, but could not be kept`;
  try {
    const folder = writeUnfinishedResults(results, directory, place);
    const look = `look at them with: ${commandLineOf(['report', folder])}`;
    return `${finished}\n  ${sayHowToGoOn(provenance.command)}\n  ${look}`;
  } catch (error) {
    return `${finished}; they cannot be shown (${wordsOf(error)})\n  ${sayHowToGoOn(provenance.command)}`;
  }
}

/** `40 of 161 cells are finished`. */
function sayFinished({ finishedCells, cells }: Unfinished): string {
  return `${finishedCells} of ${cells} cells ${finishedCells === 1 ? 'is' : 'are'} finished`;
}

/** In words, the command that goes on with the run. */
export function sayHowToGoOn(command: string): string {
  const { contents, files } = receivedInputs();
  return `go on with: ${command} --resume${contents.size + files.size === 0 ? '' : '\n  and give its pipes the same content again'}`;
}
