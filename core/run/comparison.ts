/** Runs a selection: cells in threads, those of plugins in processes, then the simulator's speed. */

import { ComparisonProgress, type HowFar } from './comparison-progress.js';
import { mergeResults, unitsOf, type Job, type JobResult } from './job.js';
import { JobRunner, type RunnerOptions } from './job-runner.js';
import { planOf, type Selection, type Shift } from './plan.js';
import { shuffled } from './shuffle.js';
import { takeTurns } from './turns.js';

/** How a comparison is run; what it finds does not depend on it. */
export interface ComparisonOptions extends RunnerOptions {
  /** Threads and processes at once. */
  readonly limit: number;
  readonly onProgress: (howFar: HowFar) => void;
}

/** The same for every `limit`, except speeds. Cells that broke are among the failures; the others are all there. */
export async function runComparison(selection: Selection, options: ComparisonOptions): Promise<JobResult> {
  const plan = planOf(selection, options.limit);
  const results = new Map<Job, JobResult>();
  for (const { job } of [...plan.cells, ...plan.speed]) {
    const known = finishedOf(job, options);
    if (known !== undefined) results.set(job, known);
  }
  const progress = new ComparisonProgress([...plan.cells, ...plan.speed], (job) => results.has(job), options.onProgress);
  const runner = new JobRunner(options, progress, results);
  await takeTurns(longestFirst(plan.shifts, selection.seed), options.limit, (shift) => runner.run(shift));
  // One at a time when nothing else runs, so that no neighbour disturbs it.
  for (const job of shuffled(plan.speed, selection.seed)) await runner.run([job]);
  return mergeResults([...plan.cells, ...plan.speed].flatMap(({ job }) => results.get(job) ?? []));
}

/** So that none of the long ones is begun when all others have ended; those as long in an order of the seed's. */
function longestFirst(shifts: readonly Shift[], seed: number): readonly Shift[] {
  const secondsOf = (shift: Shift): number => shift.reduce((sum, { seconds }) => sum + seconds, 0);
  return shuffled(shifts, seed).toSorted((a, b) => secondsOf(b) - secondsOf(a));
}

/** What is known of a job when all of it is. */
function finishedOf(job: Job, { finished }: ComparisonOptions): JobResult | undefined {
  const units = unitsOf(job);
  const found = units.flatMap((unit) => finished?.(unit) ?? []);
  return found.length === units.length ? mergeResults(found) : undefined;
}
