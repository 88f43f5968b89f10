/** The figures of `npm run bench`: ratios measured in pairs, and a few absolute ones that decide nothing. */

import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePolicy, type PolicyRegistry } from '../../core/index.js';
import { AccessBench } from '../../core/run/bench/access.js';
import type { Figure } from '../../core/run/bench/result.js';
import { ratiosOf, samplesBy } from '../../core/run/bench/samples.js';
import { cpuTimeOf, emptyThread, inThread, timeOfThread } from '../../core/run/bench/threads.js';
import type { JobTask } from '../../core/run/job-runner.js';
import { scenarioFiles } from '../../workloads/index.js';
import type { FaultTask } from './thread.js';

const cellThread = new URL('../run/thread.js', import.meta.url);
const faultThread = new URL('thread.js', import.meta.url);
const command = fileURLToPath(new URL('../main.js', import.meta.url));

/** What `npm run bench` measures. */
export function figuresOf(registry: PolicyRegistry): readonly Figure[] {
  const ids = registry.standalone().map(({ id }) => id);
  const [oldest, newest] = [ids[0], ids[ids.length - 1]];
  return [...accesses(registry, newest), ...policies(ids, oldest, newest), ...starts(newest)];
}

function accesses(registry: PolicyRegistry, policy: string): readonly Figure[] {
  const bench = new AccessBench(compilePolicy(registry, policy));
  return [
    {
      name: 'access-vs-bare-loop',
      unit: 'ratio',
      aim: { atLeast: 0.5 },
      about: 'speed of stores to writable pages, to that of a loop with the same loads and stores of typed arrays alone',
      measure: () =>
        ratiosOf(
          11,
          () => bench.bareAccess(),
          () => bench.access(),
        ),
    },
    {
      name: 'fork-vs-bare-loop',
      unit: 'ratio',
      about: `time of a fork per page, list by list through the interpreter, to that of a store in the bare loop, under ${policy}`,
      measure: () =>
        ratiosOf(
          11,
          () => bench.fork(),
          () => bench.bareAccess(),
        ),
    },
    {
      name: 'accesses-per-second',
      unit: '1/s',
      aim: 'millions',
      about: 'stores to writable pages',
      measure: () => samplesBy(11, () => 1e9 / bench.access()),
    },
    {
      name: 'write-fault-vs-access',
      unit: 'ratio',
      about: `time of a write fault after fork, the child gone, to that of a store without one, under ${policy}`,
      measure: () =>
        ratiosOf(
          11,
          () => bench.fault(),
          () => bench.access(),
        ),
    },
  ];
}

function policies(ids: readonly string[], oldest: string, newest: string): readonly Figure[] {
  const faults =
    (policy: string, before: readonly string[] = []) =>
    (): Promise<number> =>
      inThread<number>(faultThread, { policy, before } satisfies FaultTask);
  const others = ids.filter((id) => id !== newest);
  return [
    {
      name: 'newest-vs-oldest-policy',
      unit: 'ratio',
      about: `time of a write fault under ${newest}, to that under ${oldest}, each in a thread of its own`,
      measure: () => ratiosOf(7, faults(newest), faults(oldest)),
    },
    {
      name: 'policy-dispatch',
      unit: 'ratio',
      about:
        `time of a write fault under ${newest} in a thread that ran the ${others.length} others before, to that in a thread of its own: ` +
        'what rules as plug-ins would cost, if cells shared a thread',
      measure: () => ratiosOf(5, faults(newest, others), faults(newest)),
    },
  ];
}

function starts(policy: string): readonly Figure[] {
  const cell = (pages: number, stores: number): JobTask => ({
    jobs: [{ kind: 'workload', workload: 'snapshot', policy, parameters: { pages, stores }, seed: 1 }],
    plugins: [],
    programs: [],
    explains: false,
  });
  const scenario = scenarioFiles().find((file) => basename(file) === 'basic-cow.scenario.yaml') ?? '';
  const check = (): number => cpuTimeOf([command, 'check', scenario]);
  return [
    {
      name: 'cell-thread-vs-empty-thread',
      unit: 'ratio',
      about: 'time of a thread that runs a workload of 16 pages, to that of a thread that does nothing',
      measure: () =>
        ratiosOf(
          11,
          () => timeOfThread(cellThread, cell(16, 16)),
          () => timeOfThread(emptyThread, undefined),
        ),
    },
    {
      name: 'snapshot-of-1-gib',
      unit: 's',
      aim: 'seconds',
      about: 'the workload snapshot with 262,144 pages and half as many stores, its thread included',
      measure: () => samplesBy(3, async () => (await timeOfThread(cellThread, cell(2 ** 18, 2 ** 17))) / 1000),
    },
    {
      name: 'check-vs-node',
      unit: 'ratio',
      about: 'CPU time of `cowlab check` of a small scenario under all policies, to that of `node -e 0`',
      measure: () => ratiosOf(7, check, () => cpuTimeOf(['-e', '0'])),
    },
    {
      name: 'check-cpu-time',
      unit: 'ms',
      aim: '<= 500',
      about: 'CPU time of `cowlab check` of a small scenario under all policies',
      measure: () => samplesBy(7, check),
    },
  ];
}
