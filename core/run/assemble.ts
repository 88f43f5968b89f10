/** From what the jobs found to the document of results. */

import { availableParallelism, loadavg } from 'node:os';
import type { Program } from '../program/program.js';
import type { Workload } from '../program/workload.js';
import { failedVerdict } from './failure.js';
import type { JobResult } from './job.js';
import { notModelled } from './not-modelled.js';
import type {
  Measurement,
  PolicySummary,
  Results,
  ScenarioSummary,
  Unfinished,
  VerdictResult,
  WorkloadSummary,
} from './results.js';

/** What was run, in the order of reports. */
export interface Subjects {
  readonly policies: readonly PolicySummary[];
  readonly programs: readonly Program[];
  readonly workloads: readonly Workload[];
}

/** Known before the run; the load of the host is of interest before cowlab itself adds to it. */
export type Provenance = Pick<Results, 'version' | 'command' | 'seed' | 'host' | 'baseline' | 'quick'>;

/** The machine that a run is on, for whoever reads its speeds. `load` is that of the last minute. */
export function hostNow(): Results['host'] {
  const [load] = loadavg();
  const platform = `${process.platform} ${process.arch}`;
  return { node: process.version, platform, cpus: availableParallelism(), load: Math.round(load * 100) / 100 };
}

/**
 * @param isUnfinished the run was interrupted: cells that are not among `found` are left out. Else their thread broke,
 *   and they are there as failed ones.
 */
export function assembleResults(subjects: Subjects, provenance: Provenance, found: JobResult, isUnfinished = false): Results {
  const { policies, programs, workloads } = subjects;
  const verdicts = verdictsOf(subjects, found, isUnfinished);
  const measurements = measurementsOf(subjects, found);
  const unfinished: Unfinished = {
    finishedCells: verdicts.length + measurements.length,
    cells: (programs.length + workloads.length) * policies.length,
  };
  return {
    schema: 'cowlab/results@1',
    ...provenance,
    ...(isUnfinished ? { unfinished } : {}),
    policies,
    scenarios: programs.map(summaryOfScenario),
    workloads: workloads.map((workload) => summaryOfWorkload(workload, measurements)),
    verdicts,
    measurements,
    speed: found.speed,
    notModelled,
  };
}

/** By scenario, then policy. Explained; counters that stayed at zero, most of them in most cells, are left out. */
function verdictsOf({ policies, programs }: Subjects, found: JobResult, isUnfinished: boolean): readonly VerdictResult[] {
  const keyOf = (scenario: string, policy: string): string => `${scenario} ${policy}`;
  const verdicts = new Map(found.verdicts.map((verdict) => [keyOf(verdict.scenario, verdict.policy), verdict]));
  const texts = new Map(found.explanations.map(({ scenario, policy, text }) => [keyOf(scenario, policy), text]));
  return programs.flatMap((program) =>
    policies.flatMap(({ id: policy }): readonly VerdictResult[] => {
      const key = keyOf(program.name, policy);
      const verdict = verdicts.get(key);
      if (verdict === undefined)
        return isUnfinished ? [] : [failedVerdict(program, policy, 'its thread broke before it answered')];
      const explanation = texts.get(key);
      const events = Object.fromEntries(Object.entries(verdict.events).filter(([, count]) => count !== 0));
      return [{ ...verdict, events, ...(explanation === undefined ? {} : { explanation }) }];
    }),
  );
}

/** By workload, then policy. */
function measurementsOf({ policies, workloads }: Subjects, found: JobResult): readonly Measurement[] {
  return workloads.flatMap(({ id }) =>
    policies.flatMap(({ id: policy }) => {
      const isIt = (cell: { readonly workload: string; readonly policy: string }): boolean =>
        cell.workload === id && cell.policy === policy;
      const timed = found.workloadSpeed.find(isIt);
      return found.measurements.filter(isIt).map((cell) => (timed === undefined ? cell : { ...cell, speed: timed.rate }));
    }),
  );
}

function summaryOfWorkload(workload: Workload, measurements: readonly Measurement[]): WorkloadSummary {
  const { id, title, about } = workload;
  const measured = measurements.find((cell) => cell.workload === id);
  const scenarios = measured === undefined ? undefined : workload.scenarios?.(measured.parameters);
  return { id, title, about, ...(scenarios === undefined || scenarios.length === 0 ? {} : { scenarios }) };
}

function summaryOfScenario(program: Program): ScenarioSummary {
  const { name, title, about, sources, tags, documentedHazard } = program;
  return { name, title, about, sources, tags, ...(documentedHazard === undefined ? {} : { documentedHazard }) };
}
