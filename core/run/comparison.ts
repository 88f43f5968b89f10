/** Runs a selection: cells in threads, then the simulator's speed. */

import { lostJob } from './failure.js';
import { mergeResults, type Job, type JobResult } from './job.js';
import { planOf, type PlannedJob, type Selection } from './plan.js';
import { shuffled } from './shuffle.js';
import { runInThreads } from './threads.js';

/** What a thread of the comparison gets. */
export interface JobTask {
  readonly job: Job;
  /** Plugin files, which every thread loads anew. */
  readonly plugins: readonly string[];
}

export interface ComparisonOptions {
  /** The file of the threads: takes a `JobTask`, answers with a `JobResult`. */
  readonly entry: URL;
  readonly plugins: readonly string[];
  /** Threads at once. */
  readonly limit: number;
  /** The work done so far, from 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** The same for every `limit`, except speeds. Cells that broke are among the failures; the others are all there. */
export async function runComparison(selection: Selection, options: ComparisonOptions): Promise<JobResult> {
  const plan = planOf(selection);
  const progress = new Progress([...plan.cells, ...plan.speed], options.onProgress);
  const tasks = (jobs: readonly PlannedJob[]): JobTask[] => jobs.map(({ job }) => ({ job, plugins: options.plugins }));
  const onLost = ({ job }: JobTask, error: unknown): JobResult => lostJob(job, error);
  const cells = await runInThreads(tasks(plan.cells), shuffled([...plan.cells.keys()], selection.seed), {
    entry: options.entry, limit: options.limit, onLost,
    onProgress: (index, fraction) => progress.update(index, fraction),
  });
  const speed = await runInThreads(tasks(plan.speed), shuffled([...plan.speed.keys()], selection.seed), {
    entry: options.entry, limit: 1, onLost,
    onProgress: (index, fraction) => progress.update(plan.cells.length + index, fraction),
  });
  return mergeResults([...cells, ...speed]);
}

/** How much of all jobs is done, each weighed by the time it is likely to take. */
class Progress {
  private readonly fractions: number[];
  private readonly total: number;

  constructor(private readonly jobs: readonly PlannedJob[], private readonly report: (fraction: number) => void) {
    this.fractions = jobs.map(() => 0);
    this.total = jobs.reduce((sum, { seconds }) => sum + seconds, 0);
  }

  update(index: number, fraction: number): void {
    this.fractions[index] = fraction;
    const done = this.jobs.reduce((sum, { seconds }, i) => sum + seconds * this.fractions[i], 0);
    this.report(done / this.total);
  }
}
