/** The cells that are finished, kept beside the report while the run is under way, for one that goes on with them. */

import { wordsOf } from '../../core/errors/thrown.js';
import { CowlabError, nothingUnfinished, otherRun } from '../../core/errors/errors.js';
import { jobKey, mergeResults, type Job, type JobResult } from '../../core/run/job.js';
import { JournalWriter, readJournal, type RunHeader, type StoredRun } from '../../core/run/journal.js';
import { removeUnfinished, removeUnfinishedReport, type UnfinishedPlace } from '../../reports/index.js';
import { differencesOf, type RunIdentity } from './identity.js';

/** What a run has finished so far, in memory and in its journal. */
export class FinishedCells {
  private readonly results: Map<string, JobResult>;
  private readonly journal: JournalWriter<RunIdentity>;
  private isKept = true;
  /** Nothing of an earlier run is gone on with, and this one has kept nothing yet. */
  private isNew: boolean;

  /** @param stored the interrupted run to go on with */
  constructor(
    private readonly place: UnfinishedPlace, header: RunHeader<RunIdentity>, stored: StoredRun<RunIdentity> | undefined,
    private readonly warn: (why: string) => void,
  ) {
    this.isNew = stored === undefined;
    this.results = new Map(stored?.results);
    this.journal = new JournalWriter(place.journal, header, stored);
  }

  of(job: Job): JobResult | undefined {
    return this.results.get(jobKey(job));
  }

  /** Never fails: a run whose cells cannot be kept goes on, and `warn` is told once. */
  add(job: Job, result: JobResult): void {
    this.results.set(jobKey(job), result);
    if (!this.isKept) return;
    try {
      this.journal.add(job, result);
      if (this.isNew) removeUnfinishedReport(this.place);
      this.isNew = false;
    } catch (error) {
      this.isKept = false;
      this.warn(wordsOf(error));
    }
  }

  /** Of all jobs that are finished. */
  found(): JobResult {
    return mergeResults([...this.results.values()]);
  }

  /** True when a later run can go on from here. */
  get canGoOn(): boolean {
    return this.isKept && this.results.size > 0;
  }

  /** The report is whole. */
  remove(): void {
    if (this.journal.remove()) removeUnfinished(this.place);
  }
}

/**
 * The interrupted run that `--resume` goes on with.
 * @throws {CowlabError} COW027 when there is none, COW028 when it was another one; COW020 or COW120 to COW122 when it is damaged
 */
export function storedRun(place: UnfinishedPlace, identity: RunIdentity): StoredRun<RunIdentity> {
  const stored = readJournal<RunIdentity>(place.journal);
  if (stored === undefined) throw nothingUnfinished(place.folder);
  const differences = differencesOf(stored.identity, identity);
  if (differences.length === 0) return stored;
  throw otherRun(place.folder, differences, stored.command);
}

/** The interrupted run that is there although nobody asked to go on with it; what cannot be read is none. */
export function forgottenRun(place: UnfinishedPlace): StoredRun<RunIdentity> | undefined {
  try {
    return readJournal<RunIdentity>(place.journal);
  } catch (error) {
    if (error instanceof CowlabError) return undefined;
    throw error;
  }
}
