import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { builtinGenerators } from '../../../workloads/generators/index.js';
import { small } from '../../../workloads/testing/small.js';
import { operations, compilePolicy, PolicyRegistry } from '../../../core/index.js';
import type { Workload } from '../../../core/program/workload.js';
import { Simulator } from '../../../core/simulate/simulator.js';
import type { Measurement } from '../../../core/run/results.js';
import { measureWorkload, settledEvents } from '../../../core/run/workload-cell.js';

const registry = new PolicyRegistry(operations, builtinPolicies);

function measure(
  workload: Workload,
  id: string,
  parameters: Measurement['parameters'],
  onProgress: (fraction: number) => void = () => {},
) {
  const job = { kind: 'workload', workload: workload.id, policy: id, parameters, seed: 1 } as const;
  return measureWorkload(job, workload, compilePolicy(registry, id), onProgress);
}

function generator(id: string): Workload {
  const found = builtinGenerators.find((workload) => workload.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

describe('measureWorkload', () => {
  it('counts pages that were freed but still wait in LRU batches at the end', async () => {
    // Fork copies the four registered pages for the child and the child two more; its exit frees them all.
    const { events } = await measure(generator('rdma'), 'early-cow', {
      pages: 10,
      registered: 4,
      forks: 1,
      messages: 0,
      children: 2,
      dontfork: 0,
    });
    expect(events).toMatchObject({ 'early-copies': 4, copies: 2, 'pages-freed': 4 + 2, 'pages-allocated': 10 + 6 });
  });

  it.each(builtinGenerators.map((workload) => [workload.id, workload] as const))(
    'ends %s with as many pages in use as were allocated and not freed',
    async (id, workload) => {
      for (const policy of ['mapcount', 'page-count', 'anon-exclusive-6.5']) {
        const simulator = new Simulator(compilePolicy(registry, policy), workload.size(small[id]));
        for await (const _ of workload.run(simulator, small[id], 1)) {
          /* to the end */
        }
        const { 'pages-allocated': allocated, 'pages-freed': freed } = settledEvents(simulator);
        expect(allocated - freed).toBe(simulator.framesInUse());
      }
    },
  );

  it('does not count the last drain itself', () => {
    const simulator = new Simulator(compilePolicy(registry, 'anon-exclusive'), { addressSpacePages: 4, processes: 1 });
    simulator.map(0, 0, 4, { backing: 'anon', shared: false, prot: 'rw' });
    simulator.store(0, 0);
    simulator.munmap(0, 0, 1);
    const before = simulator.events();
    expect(settledEvents(simulator)).toEqual({ ...before, 'pages-freed': before['pages-freed'] + 1 });
  });

  it('measures a program on other numbers of CPUs where it says that nobody knows its own', async () => {
    const progress: number[] = [];
    // The page is in the LRU batch of the child's CPU when the grandchild, alone with it, drains that of its own.
    const workload: Workload = {
      ...generator('snapshot'),
      id: 'two-generations',
      otherCpus: [1, 4],
      size: () => ({ addressSpacePages: 1, processes: 3 }),
      *run(machine) {
        machine.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'rw' });
        const child = machine.fork(0);
        machine.store(child, 0);
        const grandchild = machine.fork(child);
        machine.exit(child);
        machine.store(grandchild, 0);
        yield 1;
        return { operations: 6 };
      },
    };
    const { cpus, events, placements } = await measure(workload, 'anon-exclusive', {}, (fraction) => progress.push(fraction));
    const copiesOf = (counts: Measurement['events']) => counts['copies'];
    expect(cpus).toBe(2);
    expect(placements?.map((placement) => placement.cpus)).toEqual([1, 4]);
    expect([events, ...(placements ?? []).map((placement) => placement.events)].map(copiesOf)).toEqual([1, 0, 1]);
    expect(progress).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('measures a program of its own once, with the number of CPUs it assumes', async () => {
    const measured = await measure(generator('zygote'), 'mapcount', small['zygote'] ?? {});
    expect(measured.cpus).toBe(2);
    expect(measured).not.toHaveProperty('placements');
  });
});
