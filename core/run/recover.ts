/**
 * A job of scenarios whose thread or process may die: what was found before stays found, and what was not is run again,
 * policy by policy, so that only cells of the culprit are lost. Those are `broken`.
 */

import type { Program } from '../program/program.js';
import { CowlabError } from '../errors/errors.js';
import { brokenCell } from './failure.js';
import {
  cellJob,
  cellsIn,
  mergeResults,
  resultOfCells,
  type CellPlace,
  type JobResult,
  type ScenarioCell,
  type ScenariosJob,
} from './job.js';
import { LostError, NotRunError } from './lost.js';

/** Runs a job in a thread or process of its own; tells its cells in their order as they are found. */
export type RunScenarios = (job: ScenariosJob, onCell: (cell: ScenarioCell) => void) => Promise<unknown>;

/** What surrounds a job of scenarios. */
export interface Surroundings {
  readonly run: RunScenarios;
  /** The scenario of a file of the job. */
  readonly programOf: (file: string) => Program;
  /** What is known of a cell already, which then is not run. */
  readonly finished: (cell: ScenariosJob) => JobResult | undefined;
  /** Called for every cell that answered; not for those that were lost with their thread: another run might find them. */
  readonly onFinished: (cell: ScenariosJob, result: JobResult) => void;
}

/** Cells of one job in which a policy may stand still: waiting for each of the others would take an hour, and say the same. */
const mostStuck = 3;

/** All cells of the job, found, known or broken, in its order. */
export async function runRecovering(job: ScenariosJob, surroundings: Surroundings): Promise<JobResult> {
  return new Recovery(surroundings).of(job);
}

/** The cells of the job that are not known, as jobs: one, unless some are known of some policies only. */
export function jobsWithout(job: ScenariosJob, isKnown: (cell: ScenariosJob) => boolean): readonly ScenariosJob[] {
  return together(
    byPolicy(
      job,
      cellsIn(job).filter((place) => !isKnown(cellJob(job, place))),
    ),
  );
}

class Recovery {
  private readonly cells = new Map<string, JobResult>();
  private readonly stuck = new Map<string, number>();

  constructor(private readonly surroundings: Surroundings) {}

  async of(job: ScenariosJob): Promise<JobResult> {
    const waiting = [...jobsWithout(job, (cell) => this.isKnown(cell))];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) waiting.unshift(...(await this.attempt(next)));
    return mergeResults(cellsIn(job).flatMap((place) => this.cells.get(keyOf(place)) ?? []));
  }

  private isKnown(cell: ScenariosJob): boolean {
    const known = this.surroundings.finished(cell);
    if (known !== undefined) for (const place of cellsIn(cell)) this.cells.set(keyOf(place), known);
    return known !== undefined;
  }

  /** Returns the jobs that are left to be done. */
  private async attempt(job: ScenariosJob): Promise<readonly ScenariosJob[]> {
    const cells = cellsIn(job);
    let told = 0;
    try {
      await this.surroundings.run(job, (cell) => this.keep(job, cells[told++], cell));
      return [];
    } catch (error) {
      const [next, ...others] = cells.slice(told);
      // It died when all was said.
      if (next === undefined) return [];
      return this.lose(job, next, others, error);
    }
  }

  private keep(job: ScenariosJob, place: CellPlace, cell: ScenarioCell): void {
    const result = resultOfCells([cell]);
    this.cells.set(keyOf(place), result);
    this.surroundings.onFinished(cellJob(job, place), result);
  }

  /** Who died is to blame when it was alone, or had the word. Else the next one is run again, alone. */
  private lose(job: ScenariosJob, next: CellPlace, others: readonly CellPlace[], error: unknown): readonly ScenariosJob[] {
    const isCertain =
      cellsIn(job).length === 1 || error instanceof CowlabError || (error instanceof LostError && error.isCertain);
    if (!isCertain) return [cellJob(job, next), ...byPolicy(job, others)];
    this.break(next, error);
    if (!(error instanceof LostError && error.isStuck)) return byPolicy(job, others);
    const times = (this.stuck.get(next.policy) ?? 0) + 1;
    this.stuck.set(next.policy, times);
    if (times < mostStuck) return byPolicy(job, others);
    const hopeless = others.filter(({ policy }) => policy === next.policy);
    for (const place of hopeless) this.break(place, new NotRunError(mostStuck, error.loss));
    return byPolicy(
      job,
      others.filter(({ policy }) => policy !== next.policy),
    );
  }

  private break(place: CellPlace, error: unknown): void {
    this.cells.set(keyOf(place), resultOfCells([brokenCell(this.surroundings.programOf(place.file), place.policy, error)]));
  }
}

function keyOf({ file, policy }: CellPlace): string {
  return `${policy} ${file}`;
}

function byPolicy(job: ScenariosJob, cells: readonly CellPlace[]): readonly ScenariosJob[] {
  return job.policies.flatMap((policy): readonly ScenariosJob[] => {
    const files = cells.filter((cell) => cell.policy === policy).map(({ file }) => file);
    return files.length === 0 ? [] : [{ ...job, files, policies: [policy] }];
  });
}

/** Jobs of one policy each as jobs of all policies that have the same files. */
function together(jobs: readonly ScenariosJob[]): readonly ScenariosJob[] {
  const groups = new Map<string, ScenariosJob>();
  for (const job of jobs) {
    const key = JSON.stringify(job.files);
    groups.set(key, { ...job, policies: [...(groups.get(key)?.policies ?? []), ...job.policies] });
  }
  return [...groups.values()];
}
