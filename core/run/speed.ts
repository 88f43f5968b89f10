/** The simulator's own speed by tinybench: how fast this program simulates, never how fast a kernel is. */

import { Bench, type Task } from 'tinybench';
import type { CompiledPolicy } from '../rules/compile.js';
import { Simulator } from '../simulate/simulator.js';
import type { Speed } from './results.js';

/** Pages of each bench: 16 MiB, more than the caches next to a core hold. */
const pages = 4096;

const parent = 0;

interface Subject {
  readonly name: string;
  /** Before each sample, not timed. */
  readonly before?: (simulator: Simulator) => void;
  /** One sample: `pages` operations. */
  readonly sample: (simulator: Simulator) => void;
  /** After each sample, not timed. */
  readonly after?: (simulator: Simulator) => void;
}

/** Process 1 is the child: the lowest number that is free. */
const child = 1;

const subjects: readonly Subject[] = [
  { name: 'store to a writable page', sample: storeToAll },
  { name: 'page shared by fork', sample: (s) => void s.fork(parent), after: (s) => { s.exit(child); storeToAll(s); } },
  {
    name: 'write fault while the child lives', before: (s) => void s.fork(parent), sample: storeToAll,
    after: (s) => s.exit(child),
  },
  {
    name: 'write fault after the child has exited', before: (s) => { s.exit(s.fork(parent)); }, sample: storeToAll,
  },
];

/** Samples per subject, and before that to let the compiler settle: at least so many, and for so many milliseconds. */
const length = { iterations: 20, time: 100, warmupIterations: 8, warmupTime: 40 };

/** Throws what a rule throws. */
export async function measureSpeed(
  policy: CompiledPolicy, onProgress: (fraction: number) => void,
): Promise<Speed[]> {
  const speeds: Speed[] = [];
  for (const [index, subject] of subjects.entries()) {
    speeds.push(await measure(subject, policy));
    onProgress((index + 1) / subjects.length);
  }
  return speeds;
}

async function measure(subject: Subject, policy: CompiledPolicy): Promise<Speed> {
  const simulator = new Simulator(policy, { addressSpacePages: pages, processes: 2 });
  simulator.map(parent, 0, pages, { backing: 'anon', shared: false, prot: 'rw' });
  storeToAll(simulator);
  const bench = new Bench({ ...length, throws: true });
  bench.add(subject.name, () => subject.sample(simulator), {
    beforeEach: () => subject.before?.(simulator),
    afterEach: () => subject.after?.(simulator),
    // Said rather than found out: to find out, tinybench would call the sample without its hooks.
    async: false,
  });
  const [task] = await bench.run();
  return speedOf(task, `${subject.name}, ${policy.id}`);
}

/** The median of the samples' rates, times the operations of a sample. */
function speedOf({ result }: Task, name: string): Speed {
  if (!('throughput' in result)) throw new Error(`the bench "${name}" gave no samples`);
  const { p50, rme, samplesCount } = result.throughput;
  return { name, operationsPerSecond: p50 * pages, marginPercent: Math.round(rme * 100) / 100, samples: samplesCount };
}

function storeToAll(simulator: Simulator): void {
  for (let page = 0; page < pages; page++) simulator.store(parent, page);
}
