/**
 * A job of scenarios whose thread or process may die: what was found before stays found, and what was not is run again,
 * policy by policy, so that only cells of the culprit are lost. Those are `broken`.
 */

import type { Program } from '../program/program.js';
import { CowlabError } from '../errors/errors.js';
import { brokenCell } from './failure.js';
import { resultOfCells, type JobResult, type ScenarioCell, type ScenariosJob } from './job.js';
import { LostError } from './lost.js';

/** Runs a job in a thread or process of its own; tells its cells in their order as they are found. */
export type RunScenarios = (job: ScenariosJob, onCell: (cell: ScenarioCell) => void) => Promise<unknown>;

/** What became of a job whose threads may have died. */
export interface Recovered {
  readonly result: JobResult;
  /** A thread died and took cells with it: another run might find them. */
  readonly isWhole: boolean;
}

/** Cells of one job in which a policy may stand still: waiting for each of the others would take an hour, and say the same. */
const mostStuck = 3;

/** @param programOf the scenario of a file of the job */
export async function runRecovering(job: ScenariosJob, run: RunScenarios, programOf: (file: string) => Program): Promise<Recovered> {
  return new Recovery(run, programOf).of(job);
}

class Recovery {
  private readonly cells = new Map<string, ScenarioCell>();
  private readonly stuck = new Map<string, number>();
  private isWhole = true;

  constructor(private readonly run: RunScenarios, private readonly programOf: (file: string) => Program) {}

  async of(job: ScenariosJob): Promise<Recovered> {
    const waiting = [job];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) waiting.unshift(...await this.attempt(next));
    const found = cellsIn(job).map(({ file, policy }) => this.cells.get(`${policy} ${file}`));
    return { result: resultOfCells(found.filter((cell) => cell !== undefined)), isWhole: this.isWhole };
  }

  /** Returns the jobs that are left to be done. */
  private async attempt(job: ScenariosJob): Promise<readonly ScenariosJob[]> {
    const cells = cellsIn(job);
    let told = 0;
    try {
      await this.run(job, (cell) => this.keep(cells[told++], cell));
      return [];
    } catch (error) {
      const [next, ...others] = cells.slice(told);
      // It died when all was said.
      if (next === undefined) return [];
      return this.lose(job, next, others, error);
    }
  }

  private keep({ file, policy }: CellPlace, cell: ScenarioCell): void {
    this.cells.set(`${policy} ${file}`, cell);
  }

  /** Who died is to blame when it was alone, or had the word. Else the next one is run again, alone. */
  private lose(job: ScenariosJob, next: CellPlace, others: readonly CellPlace[], error: unknown): readonly ScenariosJob[] {
    const isCertain = cellsIn(job).length === 1 || error instanceof CowlabError || (error instanceof LostError && error.isCertain);
    if (!isCertain) return [{ ...job, files: [next.file], policies: [next.policy] }, ...byPolicy(job, others)];
    this.break(next, error);
    if (!(error instanceof LostError && error.isStuck)) return byPolicy(job, others);
    const times = (this.stuck.get(next.policy) ?? 0) + 1;
    this.stuck.set(next.policy, times);
    if (times < mostStuck) return byPolicy(job, others);
    const hopeless = others.filter(({ policy }) => policy === next.policy);
    for (const place of hopeless) this.break(place, new LostError(`not run, since in ${mostStuck} others ${error.message}`, true));
    return byPolicy(job, others.filter(({ policy }) => policy !== next.policy));
  }

  private break(place: CellPlace, error: unknown): void {
    this.isWhole = false;
    this.keep(place, brokenCell(this.programOf(place.file), place.policy, error));
  }
}

interface CellPlace {
  readonly file: string;
  readonly policy: string;
}

/** In the order in which they are run and told. */
function cellsIn({ files, policies }: ScenariosJob): readonly CellPlace[] {
  return files.flatMap((file) => policies.map((policy) => ({ file, policy })));
}

function byPolicy(job: ScenariosJob, cells: readonly CellPlace[]): readonly ScenariosJob[] {
  return job.policies.flatMap((policy): readonly ScenariosJob[] => {
    const files = cells.filter((cell) => cell.policy === policy).map(({ file }) => file);
    return files.length === 0 ? [] : [{ ...job, files, policies: [policy] }];
  });
}
