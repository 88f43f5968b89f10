/** What is kept of an error that ended a cell: the others are still run and reported. */

import { CowlabError } from '../program/errors.js';
import { emptyResult, jobName, type Failure, type Job, type JobResult, type WorkloadJob } from './job.js';
import type { Measurement } from './results.js';

export function failureOf(cell: string, error: unknown): Failure {
  return { cell, text: error instanceof CowlabError ? error.format() : inShort(error) };
}

/** One sentence, for a cell of a table. */
export function sentenceOf(error: unknown): string {
  return error instanceof CowlabError ? error.message : inShort(error);
}

function inShort(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

export function failedMeasurement(job: WorkloadJob, error: unknown): Measurement {
  const { workload, policy, seed, parameters } = job;
  return { workload, policy, seed, parameters, operations: 0, events: {}, peakFrames: 0, error: sentenceOf(error) };
}

/** The result of a job whose thread ended before it answered. */
export function lostJob(job: Job, error: unknown): JobResult {
  const failures = [failureOf(jobName(job), error)];
  const measurements = job.kind === 'workload' ? [failedMeasurement(job, error)] : [];
  return { ...emptyResult, measurements, failures };
}
