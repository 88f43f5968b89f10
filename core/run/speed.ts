/** The simulator's own speed by tinybench: how fast this program simulates, never how fast a kernel is. */

import { Bench, type Task } from 'tinybench';
import type { Workload } from '../program/workload.js';
import type { CompiledPolicy } from '../policy/compile.js';
import { assumedCpus } from '../simulate/size.js';
import { Simulator } from '../simulate/simulator.js';
import type { SpeedJob, WorkloadSpeedJob } from './job.js';
import type { Rate, Speed } from './results.js';
import type { SpeedSubject } from './speed-subjects.js';
import { steady } from './steady.js';

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

/** Runs of a short workload that are timed: at least so many, and for so many milliseconds. */
const workloadLength = { iterations: 3, time: 100 };

/**
 * Operations per second of a workload. To be called behind the
 * counts of the policy's cells, which have let the compiler settle. Other cells may run beside it on other CPUs, which is
 * part of its margin. No ask of a rule is recorded. Throws what a rule throws.
 */
export async function measureWorkloadSpeed(
  { parameters, seed }: Pick<WorkloadSpeedJob, 'parameters' | 'seed'>,
  workload: Workload,
  policy: CompiledPolicy,
): Promise<Rate> {
  const size = { ...(await workload.size(parameters)), cpus: assumedCpus };
  const simulatorOf = (): Simulator => new Simulator(policy, size);
  // Not timed: it lets the compiler settle on this one, and counts what a run has of operations.
  const operations = await operationsOf(workload.run(simulatorOf(), parameters, seed));
  let simulator = simulatorOf();
  const bench = new Bench({ ...workloadLength, warmup: false, throws: true });
  bench.add(workload.id, () => operationsOf(workload.run(simulator, parameters, seed)), {
    beforeEach: () => {
      simulator = simulatorOf();
    },
    async: true,
  });
  const [task] = await bench.run();
  return rateOf(task, operations);
}

async function operationsOf(run: ReturnType<Workload['run']>): Promise<number> {
  for (;;) {
    const step = await run.next();
    if (step.done === true) return step.value.operations;
  }
}

/** Operations by the mean time of a sample; the margin of error is that of this mean. No figure where it is too large. */
function rateOf({ name, result }: Task, operations: number): Rate {
  if (!('latency' in result)) throw new Error(`the bench "${name}" gave no samples`);
  const { mean, rme, samplesCount } = result.latency;
  const marginPercent = Math.round(rme * 100) / 100;
  return steady({ operationsPerSecond: (operations * 1000) / mean, marginPercent, samples: samplesCount });
}

function storeToAll(simulator: Simulator): void {
  for (let page = 0; page < pages; page++) simulator.store(parent, page);
}
