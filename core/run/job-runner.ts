/** Runs jobs in threads, those of plugins in processes: together where they share one, alone where that died. */

import type { Program } from '../program/program.js';
import type { ComparisonProgress } from './comparison-progress.js';
import { lostJob } from './failure.js';
import { cellJob, cellsIn, cellsOf, mergeResults, resultOfCells } from './job.js';
import type { CellPlace, Job, JobPart, JobResult, ScenarioCell, ScenariosJob } from './job.js';
import type { Shift } from './plan.js';
import { runInProcess } from './processes.js';
import { jobsWithout, runRecovering } from './recover.js';
import { runInThread } from './threads.js';

/** What a thread of the comparison gets. */
export interface JobTask {
  /** Done one after the other. */
  readonly jobs: readonly Job[];
  /** Plugin files, which every thread loads anew; none where only built-in policies are run. */
  readonly plugins: readonly string[];
  /** The scenarios of the jobs, which their thread so need not read again. */
  readonly programs: readonly Program[];
  /** Whether breached runs are told as text. */
  readonly explains: boolean;
}

/** How jobs are run; what they find does not depend on it. */
export interface RunnerOptions {
  /** The file of the threads: takes a `JobTask`, tells a `JobPart` for all that it finds. */
  readonly entry: URL;
  /** The file of the processes, for jobs that run a plugin's code: they do the same. */
  readonly host: URL;
  readonly plugins: readonly string[];
  /** The scenarios of the selection. */
  readonly programs: readonly Program[];
  /** Whether breached runs are told as text; true unless given. */
  readonly explains?: boolean;
  /** Seconds that code may stand still before its cell is broken. */
  readonly stuckAfter: number;
  /** What an earlier run found for a job of `unitsOf`, which then is not run again. */
  readonly finished?: (unit: Job) => JobResult | undefined;
  /** Called as soon as one of them has answered; not when it died. Must not throw. */
  readonly onFinished?: (unit: Job, result: JobResult) => void;
}

/** Enough for what cowlab itself has in a process beside the states of a search, or for a large workload. */
const memoryBeside = 2 * 2 ** 30;

/** What a thread says on its way. */
interface Listener {
  readonly onProgress: (fraction: number) => void;
  readonly onPart: (part: JobPart) => void;
}

/** What is found of each job goes into `results`, which may hold some already. */
export class JobRunner {
  private readonly programs: ReadonlyMap<string, Program>;
  /** Cells of scenarios that were told by a thread of several jobs: it may die before their job has ended. */
  private readonly told = new Map<string, JobResult>();
  /** Of jobs of scenarios, how many are known. */
  private readonly cellsDone = new Map<Job, number>();

  constructor(
    private readonly options: RunnerOptions,
    private readonly progress: ComparisonProgress,
    private readonly results: Map<Job, JobResult>,
  ) {
    this.programs = new Map(options.programs.map((program) => [program.origin, program]));
  }

  /** All that is not known yet: together in one thread, and what that does not come to job by job. */
  async run(shift: Shift): Promise<void> {
    const left = shift.filter(({ job }) => !this.results.has(job));
    if (left.length > 1) await this.together(left.map(({ job }) => job));
    for (const { job, isPlugged } of left.filter((planned) => !this.results.has(planned.job))) {
      this.progress.update(job, 0);
      this.end(job, await this.alone(job, isPlugged));
    }
  }

  private end(job: Job, result: JobResult): void {
    this.results.set(job, result);
    this.progress.update(job, 1);
  }

  /** Of built-in policies. When the thread dies, what it has not told is left: whose fault that was shows when it runs alone. */
  private async together(jobs: readonly Job[]): Promise<void> {
    const waiting = jobs.flatMap((job) => this.leftOf(job).map((part) => new Part(job, part)));
    const begin = (): void => {
      const next = waiting.at(0);
      if (next !== undefined) this.show(next.job, this.shareOf(next.job));
    };
    const tasks = waiting.map(({ part }) => part);
    begin();
    const listener: Listener = {
      onProgress: (fraction) => {
        const [{ job }] = waiting;
        if (job.kind !== 'scenarios') this.show(job, fraction);
      },
      onPart: (said) => {
        const [at] = waiting;
        if ('cell' in said) return this.keep(at, said.cell);
        waiting.shift();
        this.endIfWhole(at.job, said.result);
        begin();
      },
    };
    // Why it died is said by whoever runs what is left.
    await this.start(tasks, false, listener).catch(() => {});
  }

  /** What of it is to be run. */
  private leftOf(job: Job): readonly Job[] {
    if (job.kind !== 'scenarios') return [job];
    this.cellsDone.set(job, this.cellsKnown(job).length);
    return jobsWithout(job, (cell) => this.known(cell) !== undefined);
  }

  private known(cell: ScenariosJob): JobResult | undefined {
    return this.told.get(keyOf(cell)) ?? this.options.finished?.(cell);
  }

  private keep(at: Part, cell: ScenarioCell): void {
    const { job, part } = at;
    if (job.kind !== 'scenarios' || part.kind !== 'scenarios') return;
    const place = cellJob(part, at.next());
    const result = resultOfCells([cell]);
    this.told.set(keyOf(place), result);
    this.options.onFinished?.(place, result);
    this.cellsDone.set(job, (this.cellsDone.get(job) ?? 0) + 1);
    this.show(job, this.shareOf(job));
  }

  private endIfWhole(job: Job, result: JobResult): void {
    if (job.kind === 'scenarios') {
      const cells = this.cellsKnown(job);
      if (cells.length === cellsOf(job)) this.end(job, mergeResults(cells));
    } else {
      this.options.onFinished?.(job, result);
      this.end(job, result);
    }
  }

  private cellsKnown(job: ScenariosJob): readonly JobResult[] {
    return cellsIn(job).flatMap((place) => this.known(cellJob(job, place)) ?? []);
  }

  private shareOf(job: Job): number {
    return (this.cellsDone.get(job) ?? 0) / Math.max(1, cellsOf(job));
  }

  /** It has not ended before its result is there. */
  private show(job: Job, fraction: number): void {
    this.progress.update(job, Math.min(0.99, fraction));
  }

  private async alone(job: Job, isPlugged: boolean): Promise<JobResult> {
    if (job.kind === 'scenarios') return this.recover(job, isPlugged);
    const found: JobResult[] = [];
    try {
      await this.start([job], isPlugged, {
        onProgress: (fraction) => this.show(job, fraction),
        onPart: (said) => {
          if ('result' in said) found.push(said.result);
        },
      });
    } catch (error) {
      return lostJob(job, error);
    }
    const result = mergeResults(found);
    this.options.onFinished?.(job, result);
    return result;
  }

  private recover(job: ScenariosJob, isPlugged: boolean): Promise<JobResult> {
    // What is run again has been shown as progress already.
    const share = 1 / cellsOf(job);
    let done = this.cellsKnown(job).length;
    return runRecovering(job, {
      run: (part, onCell) =>
        this.start([part], isPlugged, {
          onProgress: () => {},
          onPart: (said) => {
            if (!('cell' in said)) return;
            onCell(said.cell);
            this.show(job, ++done * share);
          },
        }),
      programOf: (file) => this.programOf(file),
      finished: (cell) => this.known(cell),
      onFinished: (cell, result) => this.options.onFinished?.(cell, result),
    });
  }

  private async start(jobs: readonly Job[], isPlugged: boolean, listener: Listener): Promise<void> {
    const { entry, host, plugins, stuckAfter, explains = true } = this.options;
    const files = new Set(jobs.flatMap((job) => (job.kind === 'scenarios' ? job.files : [])));
    const programs = [...files].map((file) => this.programOf(file));
    const task: JobTask = { jobs, plugins: isPlugged ? plugins : [], programs, explains };
    const options = { stuckAfter, ...listener };
    if (!isPlugged) return runInThread(task, { ...options, entry });
    const states = Math.max(...jobs.map((job) => (job.kind === 'scenarios' ? job.bounds.memory : memoryBeside)));
    return runInProcess({ kind: 'jobs', ...task }, { ...options, host, memory: memoryBeside + states });
  }

  private programOf(file: string): Program {
    const program = this.programs.get(file);
    if (program === undefined) throw new Error(`${file} is no scenario of this run`);
    return program;
  }
}

/** What a thread does of a job. */
class Part {
  private readonly places: CellPlace[];

  constructor(
    readonly job: Job,
    readonly part: Job,
  ) {
    this.places = part.kind === 'scenarios' ? [...cellsIn(part)] : [];
  }

  /** The cell that is told next: they are told in their order. */
  next(): CellPlace {
    const place = this.places.shift();
    if (place === undefined) throw new Error('a thread told more cells than it was given');
    return place;
  }
}

function keyOf({ files, policies }: ScenariosJob): string {
  return JSON.stringify([files, policies]);
}
