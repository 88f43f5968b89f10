/** The jobs that are finished, kept beside the report while the run is under way, for one that goes on with them. */

import { wordsOf } from '../../core/errors/thrown.js';
import { CowlabError, nothingUnfinished, otherRun } from '../../core/errors/errors.js';
import { mergeResults, type Job, type JobResult } from '../../core/run/job.js';
import { JournalWriter, readJournal, type StoredJobs } from '../../core/run/journal.js';
import { removeUnfinished, removeUnfinishedReport, type UnfinishedPlace } from '../../reports/index.js';

/** What surrounds the jobs of a run. */
export interface JobStore {
  readonly place: UnfinishedPlace;
  /** Equal only for jobs with the same result, whatever run they are of. */
  readonly keyOf: (job: Job) => string;
  /** What an interrupted run has left, to be gone on with. */
  readonly stored: StoredJobs | undefined;
  /** The command of this run, as typed. */
  readonly command: string;
  /** Told once when jobs cannot be kept. */
  readonly warn: (why: string) => void;
}

/** The finished jobs of this run, in memory and in its journal. */
export class FinishedJobs {
  private readonly results = new Map<string, JobResult>();
  private readonly journal: JournalWriter;
  private isKept = true;
  /** Nothing of an earlier run is gone on with, and this one has kept nothing yet. */
  private isNew: boolean;

  constructor(private readonly store: JobStore) {
    const { place, command, stored } = store;
    this.isNew = stored === undefined;
    this.journal = new JournalWriter(place.journal, command, stored);
  }

  /** A stored job is one of this run once it is asked for. */
  of(job: Job): JobResult | undefined {
    const key = this.store.keyOf(job);
    const result = this.results.get(key) ?? this.store.stored?.results.get(key);
    if (result !== undefined) this.results.set(key, result);
    return result;
  }

  /** Never fails: a run whose jobs cannot be kept goes on. */
  add(job: Job, result: JobResult): void {
    const key = this.store.keyOf(job);
    this.results.set(key, result);
    if (!this.isKept) return;
    try {
      this.journal.add(key, result);
      if (this.isNew) removeUnfinishedReport(this.store.place);
      this.isNew = false;
    } catch (error) {
      this.isKept = false;
      this.store.warn(wordsOf(error));
    }
  }

  /** Of all jobs of this run that are finished. */
  found(): JobResult {
    return mergeResults([...this.results.values()]);
  }

  /** True when a later run can go on from here. */
  get canGoOn(): boolean {
    return this.isKept && this.results.size > 0;
  }

  /** The report is whole. */
  remove(): void {
    if (this.journal.remove()) removeUnfinished(this.store.place);
  }
}

/**
 * What `--resume` goes on with.
 * @throws {CowlabError} COW027 when there is nothing, COW028 when none of these jobs is in it; COW020 or COW120 to
 *   COW122 when it is damaged
 */
export function storedJobs({ folder, journal }: UnfinishedPlace, keys: readonly string[]): StoredJobs {
  const stored = readJournal(journal);
  if (stored === undefined) throw nothingUnfinished(folder);
  if (!keys.some((key) => stored.results.has(key))) throw otherRun(folder, stored.command);
  return stored;
}

/** The command of the interrupted run that is there although nobody asked to go on with it; what cannot be read is none. */
export function forgottenCommand({ journal }: UnfinishedPlace): string | undefined {
  try {
    return readJournal(journal)?.command;
  } catch (error) {
    if (error instanceof CowlabError) return undefined;
    throw error;
  }
}
