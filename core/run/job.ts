/** The work of a thread and what comes back: plain data, since both cross a thread boundary. */

import { plural } from '../errors/numbers.js';
import type { Bounds } from '../program/bounds.js';
import type { Parameters } from '../program/workload.js';
import type { Measurement, Rate, Speed, VerdictResult } from './results.js';
import type { SpeedSubject } from './speed-subjects.js';

/** Some scenarios, each under all policies. */
export interface ScenariosJob {
  readonly kind: 'scenarios';
  /** Paths of scenario files. */
  readonly files: readonly string[];
  readonly policies: readonly string[];
  /** What the search of one cell may cost. */
  readonly bounds: Bounds;
}

/** One cell of the performance table. */
export interface WorkloadJob {
  readonly kind: 'workload';
  readonly workload: string;
  readonly policy: string;
  readonly parameters: Parameters;
  readonly seed: number;
}

/** The simulator's own speed on one workload, in its short form, under one policy. */
export interface WorkloadSpeedJob {
  readonly kind: 'workload-speed';
  readonly workload: string;
  readonly policy: string;
  /** Of the short form. */
  readonly parameters: Parameters;
  readonly seed: number;
}

/** The simulator's own speed on one subject under one policy, alone: what ran before in its thread would count. */
export interface SpeedJob {
  readonly kind: 'speed';
  readonly subject: SpeedSubject;
  readonly policy: string;
}

/** What a thread does; several, one after the other, where their policy is built in. */
export type Job = ScenariosJob | WorkloadJob | WorkloadSpeedJob | SpeedJob;

/** The breached run of a cell, as a person reads it. */
interface Explanation {
  readonly scenario: string;
  readonly policy: string;
  readonly text: string;
}

/** How fast the simulator is on a workload: belongs to the measurement of that cell. */
interface WorkloadSpeed {
  readonly workload: string;
  readonly policy: string;
  readonly rate: Rate;
}

/** A cell, or a measurement of speed, that could not be finished. */
export interface Failure {
  /** Cells of the report that are broken by it: 0 for a measurement of speed. */
  readonly cells: 0 | 1;
  /** `snapshot under early-cow`. */
  readonly cell: string;
  /** What happened, with place, what was expected and a hint where known; several lines. */
  readonly text: string;
}

/** What jobs found. */
export interface JobResult {
  readonly verdicts: readonly VerdictResult[];
  readonly explanations: readonly Explanation[];
  readonly measurements: readonly Measurement[];
  readonly speed: readonly Speed[];
  readonly workloadSpeed: readonly WorkloadSpeed[];
  readonly failures: readonly Failure[];
}

/** Nothing was found yet. */
export const emptyResult: JobResult = {
  verdicts: [],
  explanations: [],
  measurements: [],
  speed: [],
  workloadSpeed: [],
  failures: [],
};

/** A scenario under a policy: what a thread tells as soon as it is found. */
export interface ScenarioCell {
  readonly verdict: VerdictResult;
  readonly explanation?: Explanation;
  readonly failure?: Failure;
}

/** What a job of scenarios found, from its cells. */
export function resultOfCells(cells: readonly ScenarioCell[]): JobResult {
  return {
    ...emptyResult,
    verdicts: cells.map((cell) => cell.verdict),
    explanations: cells.flatMap((cell) => cell.explanation ?? []),
    failures: cells.flatMap((cell) => cell.failure ?? []),
  };
}

/** What a thread tells of the job it is at: a cell that it has found, or at last all that was not told before. */
export type JobPart = { readonly cell: ScenarioCell } | { readonly result: JobResult };

/** The results of many jobs as one, in their order. */
export function mergeResults(results: readonly JobResult[]): JobResult {
  return {
    verdicts: results.flatMap((r) => r.verdicts),
    explanations: results.flatMap((r) => r.explanations),
    measurements: results.flatMap((r) => r.measurements),
    speed: results.flatMap((r) => r.speed),
    workloadSpeed: results.flatMap((r) => r.workloadSpeed),
    failures: results.flatMap((r) => r.failures),
  };
}

/** The smallest jobs that together are this one, in its order: a cell, or a measurement of speed, each. */
export function unitsOf(job: Job): readonly Job[] {
  return job.kind === 'scenarios' ? cellsIn(job).map((place) => cellJob(job, place)) : [job];
}

/** A cell of a job of scenarios. */
export interface CellPlace {
  readonly file: string;
  readonly policy: string;
}

/** In the order in which they are run and told. */
export function cellsIn({ files, policies }: ScenariosJob): readonly CellPlace[] {
  return files.flatMap((file) => policies.map((policy) => ({ file, policy })));
}

/** The part of the job that is this cell alone. */
export function cellJob(job: ScenariosJob, { file, policy }: CellPlace): ScenariosJob {
  return { ...job, files: [file], policies: [policy] };
}

/** Cells of the report that the job fills: a scenario or a workload under a policy. Speeds are no cells. */
export function cellsOf(job: Job): number {
  switch (job.kind) {
    case 'scenarios':
      return job.files.length * job.policies.length;
    case 'workload':
      return 1;
    case 'workload-speed':
    case 'speed':
      return 0;
  }
}

/** `snapshot under early-cow`, as failures and progress name it. */
export function jobName(job: Job): string {
  switch (job.kind) {
    case 'scenarios':
      return job.policies.length === 1
        ? `${plural(job.files.length, 'scenario')} under ${job.policies[0]}`
        : plural(job.files.length, 'scenario');
    case 'workload':
      return `${job.workload} under ${job.policy}`;
    case 'workload-speed':
      return `speed of ${job.workload} under ${job.policy}`;
    case 'speed':
      return `speed of a ${job.subject} under ${job.policy}`;
  }
}
