/** From what the jobs found to the document of results. */

import { availableParallelism, loadavg } from 'node:os';
import type { Program } from '../program/program.js';
import type { Workload } from '../program/workload.js';
import type { Policy } from '../rules/policy.js';
import type { PolicyRegistry } from '../rules/registry.js';
import type { JobResult } from './job.js';
import { notModelled } from './not-modelled.js';
import type { PolicySummary, Results, ScenarioSummary } from './results.js';

/** What was run, in the order of reports. */
export interface Subjects {
  readonly registry: PolicyRegistry;
  readonly policies: readonly string[];
  readonly programs: readonly Program[];
  readonly workloads: readonly Workload[];
}

/** Known before the run; the load of the host is of interest before cowlab itself adds to it. */
export type Provenance = Pick<Results, 'version' | 'command' | 'seed' | 'host'>;

export function hostNow(): Results['host'] {
  const [load] = loadavg();
  const platform = `${process.platform} ${process.arch}`;
  return { node: process.version, platform, cpus: availableParallelism(), load: Math.round(load * 100) / 100 };
}

export function assembleResults(subjects: Subjects, provenance: Provenance, found: JobResult): Results {
  const { registry, policies, programs, workloads } = subjects;
  return {
    schema: 'cowlab/results@1', ...provenance,
    policies: policies.map((id) => summaryOfPolicy(id, registry)),
    scenarios: programs.map(summaryOfScenario),
    workloads: workloads.map(({ id, title, about }) => ({ id, title, about })),
    verdicts: found.verdicts, measurements: found.measurements, speed: found.speed,
    notModelled,
  };
}

/** Of `a+b`: the title and sources of `a` and of every variant behind it. */
function summaryOfPolicy(id: string, registry: PolicyRegistry): PolicySummary {
  const parts = id.split('+').map((part): Policy => registry.get(part));
  const [base] = parts;
  return {
    id, title: parts.map((part) => part.title).join('; '),
    ...(base.extends === undefined ? {} : { extends: base.extends }),
    ...(base.since === undefined ? {} : { since: base.since }),
    sources: parts.flatMap((part) => part.sources ?? []),
  };
}

function summaryOfScenario(program: Program): ScenarioSummary {
  const { name, title, about, sources, tags, documentedHazard } = program;
  return { name, title, about, sources, tags, ...(documentedHazard === undefined ? {} : { documentedHazard }) };
}
