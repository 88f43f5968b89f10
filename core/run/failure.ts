/** What is kept of an error that ended a cell: the others are still run and reported. */

import { namedWordsOf } from '../errors/thrown.js';
import { CowlabError } from '../errors/errors.js';
import type { Program } from '../program/program.js';
import {
  emptyResult,
  jobName,
  type Failure,
  type JobResult,
  type ScenarioCell,
  type SpeedJob,
  type WorkloadJob,
  type WorkloadSpeedJob,
} from './job.js';
import { LostError, NotRunError } from './lost.js';
import type { Measurement, VerdictResult } from './results.js';

/** @param cells that are broken by it */
function failureOf(cell: string, error: unknown, cells: Failure['cells'] = 1): Failure {
  return { cells, cell, text: error instanceof CowlabError ? error.format() : inShort(error) };
}

/** One sentence, for a cell of a table. */
function sentenceOf(error: unknown): string {
  return error instanceof CowlabError ? error.message : inShort(error);
}

function inShort(error: unknown): string {
  if (error instanceof LostError || error instanceof NotRunError) return error.message;
  return namedWordsOf(error);
}

/** The cell of a workload that failed: its error, and counts of nothing. */
function failedMeasurement(job: WorkloadJob, error: unknown): Measurement {
  const { workload, policy, seed, parameters } = job;
  return { workload, policy, seed, parameters, operations: 0, events: {}, peakFrames: 0, error: sentenceOf(error) };
}

/** Nothing is known of the cell. */
export function brokenCell(program: Program, policy: string, error: unknown): ScenarioCell {
  return { verdict: failedVerdict(program, policy, error), failure: failureOf(`${program.name} under ${policy}`, error) };
}

/** The cell of a scenario that failed: `broken`, with the reason. */
export function failedVerdict(program: Program, policy: string, error: unknown): VerdictResult {
  const sentence = sentenceOf(error);
  return {
    scenario: program.name,
    policy,
    verdict: 'broken',
    breaches: [],
    outcomes: 0,
    states: 0,
    transitions: 0,
    memoryModel: program.memoryModel,
    complete: false,
    events: {},
    why: sentence,
    error: sentence,
  };
}

/** The result of a job of one cell, or of none, whose thread ended before it answered. */
export function lostJob(job: WorkloadJob | WorkloadSpeedJob | SpeedJob, error: unknown): JobResult {
  if (job.kind !== 'workload') return { ...emptyResult, failures: [failureOf(jobName(job), error, 0)] };
  return { ...emptyResult, measurements: [failedMeasurement(job, error)], failures: [failureOf(jobName(job), error)] };
}
