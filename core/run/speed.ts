/** The simulator's own speed by tinybench: how fast this program simulates, never how fast a kernel is. */

import { Bench, type Task } from 'tinybench';
import type { Workload } from '../program/workload.js';
import type { CompiledPolicy } from '../policy/compile.js';
import { assumedCpus } from '../simulate/size.js';
import { Simulator } from '../simulate/simulator.js';
import type { SpeedJob, WorkloadJob } from './job.js';
import type { Rate, Speed } from './results.js';
import type { SpeedSubject } from './speed-subjects.js';

/** Pages of each bench: 16 MiB, more than the caches next to a core hold. */
const pages = 4096;

const parent = 0;

interface Subject {
  /** Before each sample, not timed. */
  readonly before?: (simulator: Simulator) => void;
  /** One sample: `pages` operations. */
  readonly sample: (simulator: Simulator) => void;
  /** After each sample, not timed. */
  readonly after?: (simulator: Simulator) => void;
}

/** Process 1 is the child: the lowest number that is free. */
const child = 1;

const subjects: Readonly<Record<SpeedSubject, Subject>> = {
  'store to a writable page': { sample: storeToAll },
  'page shared by fork': {
    sample: (s) => void s.fork(parent),
    after: (s) => {
      s.exit(child);
      storeToAll(s);
    },
  },
  'write fault while the child lives': { before: (s) => void s.fork(parent), sample: storeToAll, after: (s) => s.exit(child) },
  'write fault after the child has exited': {
    before: (s) => {
      s.exit(s.fork(parent));
    },
    sample: storeToAll,
  },
};

/** Samples per subject, and before that to let the compiler settle: at least so many, and for so many milliseconds. */
const length = { iterations: 20, time: 100, warmupIterations: 8, warmupTime: 40 };

/**
 * One subject under one policy. To be called in a fresh thread: what its compiler has seen before would count.
 * Throws what a rule throws.
 */
export async function measureSpeed({ subject }: SpeedJob, policy: CompiledPolicy): Promise<Speed> {
  const { before, sample, after } = subjects[subject];
  const simulator = new Simulator(policy, { addressSpacePages: pages, processes: 2 });
  simulator.map(parent, 0, pages, { backing: 'anon', shared: false, prot: 'rw' });
  storeToAll(simulator);
  const bench = new Bench({ ...length, throws: true });
  bench.add(subject, () => sample(simulator), {
    beforeEach: () => before?.(simulator),
    afterEach: () => after?.(simulator),
    // Said rather than found out: to find out, tinybench would call the sample without its hooks.
    async: false,
  });
  const [task] = await bench.run();
  return { name: `${subject}, ${policy.id}`, subject, policy: policy.id, ...rateOf(task, pages) };
}

/** Runs of a whole workload that are timed, behind the one that is counted and has let the compiler settle. */
export const timedRuns = 3;

/**
 * Operations per second of a whole workload, that of a recording including the reading of its file. Other cells run
 * beside it on other CPUs, which is part of its margin. No ask of a rule is recorded. `operations` are those of one run.
 * Throws what a rule throws.
 */
export async function measureWorkloadSpeed(
  { parameters, seed }: WorkloadJob,
  workload: Workload,
  policy: CompiledPolicy,
  operations: number,
): Promise<Rate> {
  let simulator: Simulator | undefined;
  // The run that is counted asks a plugin's rules through their record: the compiler settles anew without it.
  const warmup = policy.record !== undefined;
  const bench = new Bench({ iterations: timedRuns, time: 0, warmup, warmupIterations: 1, warmupTime: 0, throws: true });
  bench.add(
    workload.id,
    async () => {
      if (simulator === undefined) throw new Error('a run without its simulator');
      const run = workload.run(simulator, parameters, seed);
      while ((await run.next()).done !== true);
    },
    {
      beforeEach: async () => {
        simulator = new Simulator(policy, { ...(await workload.size(parameters)), cpus: assumedCpus });
      },
      async: true,
    },
  );
  const [task] = await bench.run();
  return rateOf(task, operations);
}

/** Operations by the mean time of a sample; the margin of error is that of this mean. */
function rateOf({ name, result }: Task, operations: number): Rate {
  if (!('latency' in result)) throw new Error(`the bench "${name}" gave no samples`);
  const { mean, rme, samplesCount } = result.latency;
  return { operationsPerSecond: (operations * 1000) / mean, marginPercent: Math.round(rme * 100) / 100, samples: samplesCount };
}

function storeToAll(simulator: Simulator): void {
  for (let page = 0; page < pages; page++) simulator.store(parent, page);
}
