/** Does jobs, in the thread they were given to. */

import { compilePolicy } from '../policy/compile.js';
import type { Catalogue } from './catalogue.js';
import { lostJob } from './failure.js';
import {
  emptyResult,
  type JobPart,
  resultOfCells,
  type Job,
  type JobResult,
  type ScenarioCell,
  type SpeedJob,
  type WorkloadJob,
  type WorkloadSpeedJob,
} from './job.js';
import { throwLateErrors } from './late-errors.js';

/** One after the other, each told as far as it is: what was told stays found when the thread dies in a later one. */
export async function performJobs(
  jobs: readonly Job[],
  catalogue: Catalogue,
  onProgress: (fraction: number) => void,
  onPart: (part: JobPart) => void,
): Promise<void> {
  for (const job of jobs) {
    const result = await performJob(job, catalogue, onProgress, (cell) => onPart({ cell }));
    // All cells of scenarios have been told.
    onPart({ result: job.kind === 'scenarios' ? emptyResult : result });
  }
}

/** What goes wrong in a cell is part of the result; `onProgress` gets fractions from 0 to 1, `onCell` every verdict at once. */
export async function performJob(
  job: Job,
  catalogue: Catalogue,
  onProgress: (fraction: number) => void,
  onCell: (cell: ScenarioCell) => void = () => {},
): Promise<JobResult> {
  // A thread does one kind of job: it loads only what that needs.
  switch (job.kind) {
    case 'scenarios': {
      const { checkScenarios } = await import('./scenario-cells.js');
      return resultOfCells(await checkScenarios(job, catalogue, onProgress, onCell));
    }
    case 'workload':
      return runWorkload(job, catalogue, onProgress);
    case 'workload-speed':
      return timeWorkload(job, catalogue);
    case 'speed':
      return runBench(job, catalogue);
  }
}

async function runWorkload(job: WorkloadJob, catalogue: Catalogue, onProgress: (fraction: number) => void): Promise<JobResult> {
  try {
    const { measureWorkload } = await import('./workload-cell.js');
    const policy = compilePolicy(catalogue.registry, job.policy);
    const measurement = await measureWorkload(job, catalogue.workload(job.workload), policy, onProgress);
    await throwLateErrors(3);
    return { ...emptyResult, measurements: [measurement] };
  } catch (error) {
    return lostJob(job, error);
  }
}

async function timeWorkload(job: WorkloadSpeedJob, catalogue: Catalogue): Promise<JobResult> {
  try {
    const { measureWorkloadSpeed } = await import('./speed.js');
    const policy = compilePolicy(catalogue.registry, job.policy);
    const rate = await measureWorkloadSpeed(job, catalogue.workload(job.workload), policy);
    await throwLateErrors(3);
    return { ...emptyResult, workloadSpeed: [{ workload: job.workload, policy: job.policy, rate }] };
  } catch (error) {
    return lostJob(job, error);
  }
}

async function runBench(job: SpeedJob, catalogue: Catalogue): Promise<JobResult> {
  try {
    const { measureSpeed } = await import('./speed.js');
    const speed = await measureSpeed(job, compilePolicy(catalogue.registry, job.policy));
    await throwLateErrors(3);
    return { ...emptyResult, speed: [speed] };
  } catch (error) {
    return lostJob(job, error);
  }
}
