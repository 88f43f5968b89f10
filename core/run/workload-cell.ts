/** One workload under one policy: the counts of its measured window. */

import { checkBuiltins } from '../policy/blame.js';
import type { CompiledPolicy } from '../policy/compile.js';
import { recorded } from '../policy/recorded.js';
import { assumedCpus } from '../simulate/size.js';
import { Simulator } from '../simulate/simulator.js';
import type { Workload, WorkloadNotes } from '../program/workload.js';
import type { WorkloadJob } from './job.js';
import type { Measurement } from './results.js';

/** One run of the program. */
interface Run {
  readonly notes: WorkloadNotes;
  readonly events: Counts;
  readonly peakFrames: number;
}

type Counts = Readonly<Record<string, number>>;

/** Throws what the workload or a rule throws; rules of a plugin are recorded, in all runs together. */
export async function measureWorkload(
  job: WorkloadJob,
  workload: Workload,
  policy: CompiledPolicy,
  onProgress: (fraction: number) => void,
): Promise<Measurement> {
  const { parameters, seed } = job;
  const others = workload.otherCpus ?? [];
  const share = 1 / (1 + others.length);
  const runOn = (cpus: number, before: number): Promise<Run> =>
    runOnce(job, workload, policy, cpus, (fraction) => onProgress((before + fraction) * share));
  const { notes, events, peakFrames } = await runOn(assumedCpus, 0);
  const placements = [];
  for (const [index, cpus] of others.entries()) placements.push({ cpus, events: (await runOn(cpus, index + 1)).events });
  return {
    workload: workload.id,
    policy: policy.id,
    seed,
    parameters,
    operations: notes.operations,
    events,
    peakFrames,
    cpus: assumedCpus,
    ...(placements.length === 0 ? {} : { placements }),
    ...(notes.recording === undefined ? {} : { recording: notes.recording }),
  };
}

async function runOnce(
  { parameters, seed }: WorkloadJob,
  workload: Workload,
  policy: CompiledPolicy,
  cpus: number,
  onProgress: (fraction: number) => void,
): Promise<Run> {
  const size = await workload.size(parameters);
  try {
    const simulator = new Simulator(recorded(policy), { ...size, cpus });
    const notes = await runToEnd(workload.run(simulator, parameters, seed), onProgress);
    const { peakFrames } = simulator;
    return { notes, peakFrames, events: without(settledEvents(simulator), notes.setup ?? {}) };
  } finally {
    checkBuiltins(policy);
  }
}

/**
 * Counts at the end. LRU batches are drained before: a freed page that waits in one is given back later than the
 * program ends, by chance of how many pages came after it. The drain itself is no event of the program.
 */
export function settledEvents(simulator: Simulator): Counts {
  const before = simulator.events();
  simulator.lruDrain();
  return { ...before, 'pages-freed': simulator.events()['pages-freed'] };
}

async function runToEnd(run: ReturnType<Workload['run']>, onProgress: (fraction: number) => void): Promise<WorkloadNotes> {
  for (;;) {
    const step = await run.next();
    if (step.done === true) return step.value;
    onProgress(step.value);
  }
}

/** What was done in preparation is no part of what is counted. */
function without(events: Counts, setup: Counts): Counts {
  return Object.fromEntries(Object.entries(events).map(([name, count]) => [name, count - (setup[name] ?? 0)]));
}
