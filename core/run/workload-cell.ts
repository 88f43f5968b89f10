/** One workload under one policy: the counts of its measured window. */

import type { CompiledPolicy } from '../rules/compile.js';
import { Simulator } from '../simulate/simulator.js';
import type { Workload, WorkloadNotes } from '../program/workload.js';
import type { WorkloadJob } from './job.js';
import type { Measurement } from './results.js';

/** Throws what the workload or a rule throws. */
export async function measureWorkload(
  job: WorkloadJob, workload: Workload, policy: CompiledPolicy, onProgress: (fraction: number) => void,
): Promise<Measurement> {
  const { parameters, seed } = job;
  const simulator = new Simulator(policy, workload.size(parameters));
  const notes = await runToEnd(workload.run(simulator, parameters, seed), onProgress);
  return {
    workload: workload.id, policy: policy.id, seed, parameters,
    operations: notes.operations,
    events: without(simulator.events(), notes.setup ?? {}),
    peakFrames: simulator.peakFrames,
    ...(notes.recording === undefined ? {} : { recording: notes.recording }),
  };
}

async function runToEnd(
  run: ReturnType<Workload['run']>, onProgress: (fraction: number) => void,
): Promise<WorkloadNotes> {
  for (;;) {
    const step = await run.next();
    if (step.done === true) return step.value;
    onProgress(step.value);
  }
}

type Counts = Readonly<Record<string, number>>;

/** The preparation of a workload is no part of what it counts. */
function without(events: Counts, setup: Counts): Counts {
  return Object.fromEntries(Object.entries(events).map(([name, count]) => [name, count - (setup[name] ?? 0)]));
}
