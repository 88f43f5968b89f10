/** How far a comparison is: the share of the work, the cells that are finished, and what is running. */

import { cellsOf, jobName, type Job } from './job.js';
import type { PlannedJob } from './plan.js';

/** How far a comparison has come. */
export interface HowFar {
  /** The work done so far, from 0 to 1, each job weighed by the time it is likely to take. */
  readonly fraction: number;
  /** Scenarios and workloads under policies that have a result. */
  readonly finishedCells: number;
  readonly cells: number;
  /** `snapshot under early-cow`, longest running first. */
  readonly running: readonly string[];
}

/** What a sum of shares may lack. */
const tiny = 1e-6;

/** Adds up what jobs say of their progress. */
export class ComparisonProgress {
  private readonly fractions = new Map<Job, number>();
  private readonly seconds: number;
  private readonly cells: number;

  /** Tells at once how far it is: jobs that `isFinished` knows are done. */
  constructor(
    private readonly jobs: readonly PlannedJob[],
    isFinished: (job: Job) => boolean,
    private readonly tell: (howFar: HowFar) => void,
  ) {
    for (const { job } of jobs) if (isFinished(job)) this.fractions.set(job, 1);
    this.seconds = jobs.reduce((sum, { seconds }) => sum + seconds, 0);
    this.cells = jobs.reduce((sum, { job }) => sum + cellsOf(job), 0);
    tell(this.now());
  }

  /** `fraction` of the job is done; 0: it has started, 1: it has ended. */
  update(job: Job, fraction: number): void {
    this.fractions.set(job, fraction);
    this.tell(this.now());
  }

  private now(): HowFar {
    const of = (job: Job): number => this.fractions.get(job) ?? 0;
    const done = this.jobs.reduce((sum, { job, seconds }) => sum + seconds * of(job), 0);
    return {
      fraction: this.seconds === 0 ? 1 : done / this.seconds,
      // A job of scenarios tells its progress cell by cell.
      finishedCells: this.jobs.reduce((sum, { job }) => sum + Math.floor(of(job) * cellsOf(job) + tiny), 0),
      cells: this.cells,
      running: [...this.fractions].filter(([, fraction]) => fraction < 1).map(([job]) => jobName(job)),
    };
  }
}
