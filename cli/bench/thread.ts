/** What a thread of `bench --simulator` runs: write faults under one policy, after those under others. */

import { compilePolicy } from '../../core/index.js';
import { AccessBench } from '../../core/run/bench/access.js';
import { samplesBy } from '../../core/run/bench/samples.js';
import { doTask } from '../../core/run/thread-side.js';
import { openRegistry } from '../select/registry.js';

/** What the thread is to measure. */
export interface FaultTask {
  /** Policies that use the thread first. */
  readonly before: readonly string[];
  readonly policy: string;
}

await doTask<FaultTask, number>(async ({ before, policy }) => {
  const registry = await openRegistry([]);
  // Preparing the bench has faults already, some 20,000.
  for (const id of before) void new AccessBench(compilePolicy(registry, id));
  const bench = new AccessBench(compilePolicy(registry, policy));
  const { median } = await samplesBy(5, () => bench.fault());
  return median;
});
