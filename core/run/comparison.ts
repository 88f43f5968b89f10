/** Runs a selection: cells in threads, then the simulator's speed. */

import { ComparisonProgress, type HowFar } from './comparison-progress.js';
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
  readonly onProgress: (howFar: HowFar) => void;
  /** What an earlier run found for a job, which then is not run again. */
  readonly finished?: (job: Job) => JobResult | undefined;
  /** Called when a job has answered; not for those whose thread broke. What it throws ends the comparison. */
  readonly onFinished?: (job: Job, result: JobResult) => void;
}

/** The same for every `limit`, except speeds. Cells that broke are among the failures; the others are all there. */
export async function runComparison(selection: Selection, options: ComparisonOptions): Promise<JobResult> {
  const plan = planOf(selection);
  const known = (job: Job): JobResult | undefined => options.finished?.(job);
  const isFinished = (job: Job): boolean => known(job) !== undefined;
  const progress = new ComparisonProgress([...plan.cells, ...plan.speed], isFinished, options.onProgress);
  const run = async (jobs: readonly PlannedJob[], limit: number): Promise<JobResult[]> => {
    const before = jobs.map(({ job }) => known(job));
    const order = shuffled([...jobs.keys()], selection.seed).filter((index) => before[index] === undefined);
    const tasks = jobs.map(({ job }): JobTask => ({ job, plugins: options.plugins }));
    const now = await runInThreads(tasks, order, {
      entry: options.entry, limit,
      onLost: ({ job }: JobTask, error: unknown): JobResult => lostJob(job, error),
      onResult: (index, result) => options.onFinished?.(tasks[index].job, result),
      onProgress: (index, fraction) => progress.update(tasks[index].job, fraction),
    });
    return jobs.map((_, index) => before[index] ?? now[index]);
  };
  const cells = await run(plan.cells, options.limit);
  // One at a time when nothing else runs, so that no neighbour disturbs it.
  const speed = await run(plan.speed, 1);
  return mergeResults([...cells, ...speed]);
}
