/** Does jobs, in the thread they were given to. */

import { compilePolicy } from '../policy/compile.js';
import type { Catalogue } from './catalogue.js';
import { failedMeasurement, failureOf } from './failure.js';
import {
  emptyResult,
  jobName,
  type JobPart,
  resultOfCells,
  type Job,
  type JobResult,
  type ScenarioCell,
  type SpeedJob,
  type WorkloadJob,
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
    case 'speed':
      return runBench(job, catalogue);
  }
}

/** For cells whose speed is not measured. */
const untimed = { timedRuns: 0, measureWorkloadSpeed: undefined };

async function runWorkload(job: WorkloadJob, catalogue: Catalogue, onProgress: (fraction: number) => void): Promise<JobResult> {
  try {
    const { measureWorkload } = await import('./workload-cell.js');
    const policy = compilePolicy(catalogue.registry, job.policy);
    const workload = catalogue.workload(job.workload);
    const { measureWorkloadSpeed, timedRuns } = job.timed === true ? await import('./speed.js') : untimed;
    const measurement = await measureWorkload(job, workload, policy, (fraction) => onProgress(fraction / (1 + timedRuns)));
    const speed = await measureWorkloadSpeed?.(job, workload, policy, measurement.operations);
    await throwLateErrors(3);
    return { ...emptyResult, measurements: [{ ...measurement, ...(speed === undefined ? {} : { speed }) }] };
  } catch (error) {
    const failures = [failureOf(jobName(job), error)];
    return { ...emptyResult, measurements: [failedMeasurement(job, error)], failures };
  }
}

async function runBench(job: SpeedJob, catalogue: Catalogue): Promise<JobResult> {
  try {
    const { measureSpeed } = await import('./speed.js');
    const speed = await measureSpeed(job, compilePolicy(catalogue.registry, job.policy));
    await throwLateErrors(3);
    return { ...emptyResult, speed: [speed] };
  } catch (error) {
    return { ...emptyResult, failures: [failureOf(jobName(job), error, 0)] };
  }
}
