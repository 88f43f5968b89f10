/** Runs a selection: cells in threads, those of plugins in processes, then the simulator's speed. */

import type { Program } from '../program/program.js';
import { ComparisonProgress, type HowFar } from './comparison-progress.js';
import { lostJob } from './failure.js';
import { mergeResults, unitsOf, type Job, type JobResult, type ScenarioCell, type ScenariosJob } from './job.js';
import { planOf, type PlannedJob, type Selection } from './plan.js';
import { runInProcess } from './processes.js';
import { runRecovering } from './recover.js';
import { shuffled } from './shuffle.js';
import { runInThread } from './threads.js';
import { takeTurns } from './turns.js';

/** What a thread of the comparison gets. */
export interface JobTask {
  readonly job: Job;
  /** Plugin files, which every thread loads anew; none where only built-in policies are run. */
  readonly plugins: readonly string[];
  /** The scenarios of the job, which its thread so need not read again. */
  readonly programs: readonly Program[];
  /** Whether breached runs are told as text. */
  readonly explains: boolean;
}

/** How a comparison is run; what it finds does not depend on it. */
export interface ComparisonOptions {
  /** The file of the threads: takes a `JobTask`, answers with a `JobResult`, tells every `ScenarioCell` as a part. */
  readonly entry: URL;
  /** The file of the processes, for jobs that run a plugin's code: they do the same. */
  readonly host: URL;
  readonly plugins: readonly string[];
  /** The scenarios of the selection. */
  readonly programs: readonly Program[];
  /** Whether breached runs are told as text; true unless given. */
  readonly explains?: boolean;
  /** Threads and processes at once. */
  readonly limit: number;
  /** Seconds that code may stand still before its cell is broken. */
  readonly stuckAfter: number;
  readonly onProgress: (howFar: HowFar) => void;
  /** What an earlier run found for a job of `unitsOf`, which then is not run again. */
  readonly finished?: (unit: Job) => JobResult | undefined;
  /** Called when one of them has answered; not when it died. Must not throw. */
  readonly onFinished?: (unit: Job, result: JobResult) => void;
}

/** The same for every `limit`, except speeds. Cells that broke are among the failures; the others are all there. */
export async function runComparison(selection: Selection, options: ComparisonOptions): Promise<JobResult> {
  const plan = planOf(selection);
  const known = (job: Job): JobResult | undefined => finishedOf(job, options);
  const isFinished = (job: Job): boolean => known(job) !== undefined;
  const progress = new ComparisonProgress([...plan.cells, ...plan.speed], isFinished, options.onProgress);
  const runner = new JobRunner(options, progress);
  const run = async (jobs: readonly PlannedJob[], limit: number): Promise<JobResult[]> => {
    const results = jobs.map(({ job }) => known(job));
    const order = shuffled([...jobs.keys()], selection.seed).filter((index) => results[index] === undefined);
    await takeTurns(order, limit, async (index) => {
      results[index] = await runner.run(jobs[index]);
    });
    return results.filter((result) => result !== undefined);
  };
  const cells = await run(plan.cells, options.limit);
  // One at a time when nothing else runs, so that no neighbour disturbs it.
  const speed = await run(plan.speed, 1);
  return mergeResults([...cells, ...speed]);
}

/** What is known of a job when all of it is. */
function finishedOf(job: Job, { finished }: ComparisonOptions): JobResult | undefined {
  const units = unitsOf(job);
  const found = units.flatMap((unit) => finished?.(unit) ?? []);
  return found.length === units.length ? mergeResults(found) : undefined;
}

/** Enough for what cowlab itself has in a process beside the states of a search, or for a large workload. */
const memoryBeside = 2 * 2 ** 30;

class JobRunner {
  private readonly programs: ReadonlyMap<string, Program>;

  constructor(
    private readonly options: ComparisonOptions,
    private readonly progress: ComparisonProgress,
  ) {
    this.programs = new Map(options.programs.map((program) => [program.origin, program]));
  }

  async run({ job, isPlugged }: PlannedJob): Promise<JobResult> {
    this.progress.update(job, 0);
    const result = await this.attempt(job, isPlugged);
    this.progress.update(job, 1);
    return result;
  }

  private async attempt(job: Job, isPlugged: boolean): Promise<JobResult> {
    if (job.kind === 'scenarios') return this.recover(job, isPlugged);
    try {
      const result = await this.start(job, isPlugged);
      this.options.onFinished?.(job, result);
      return result;
    } catch (error) {
      return lostJob(job, error);
    }
  }

  private recover(job: ScenariosJob, isPlugged: boolean): Promise<JobResult> {
    const { finished, onFinished } = this.options;
    // What is run again has been shown as progress already.
    const share = 1 / unitsOf(job).length;
    let done = 0;
    return runRecovering(job, {
      run: (part, onCell) =>
        this.start(part, isPlugged, (cell) => {
          onCell(cell);
          this.progress.update(job, Math.min(0.99, ++done * share));
        }),
      programOf: (file) => this.programOf(file),
      finished: (cell) => finished?.(cell),
      onFinished: (cell, result) => onFinished?.(cell, result),
    });
  }

  private start(job: Job, isPlugged: boolean, onPart?: (cell: ScenarioCell) => void): Promise<JobResult> {
    const { entry, host, plugins, stuckAfter, explains = true } = this.options;
    const onProgress = (fraction: number): void => {
      if (job.kind !== 'scenarios') this.progress.update(job, Math.min(0.99, fraction));
    };
    const options = { stuckAfter, onProgress, ...(onPart === undefined ? {} : { onPart }) };
    const programs = job.kind === 'scenarios' ? this.programsOf(job) : [];
    const task: JobTask = { job, plugins: isPlugged ? plugins : [], programs, explains };
    if (!isPlugged) return runInThread(task, { ...options, entry });
    const memory = memoryBeside + (job.kind === 'scenarios' ? job.bounds.memory : memoryBeside);
    return runInProcess({ kind: 'job', ...task }, { ...options, host, memory });
  }

  private programsOf({ files }: ScenariosJob): readonly Program[] {
    return files.map((file) => this.programOf(file));
  }

  private programOf(file: string): Program {
    const program = this.programs.get(file);
    if (program === undefined) throw new Error(`${file} is no scenario of this run`);
    return program;
  }
}
