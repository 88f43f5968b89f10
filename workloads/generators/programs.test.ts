/** The shape of each program, from its log: who is forked when, and what is given back. */

import { expect, test } from 'vitest';

import type { Parameters } from '../../core/program/workload.js';
import { scenarioFiles } from '../index.js';
import { logged } from '../testing/logged.js';
import { runWorkload } from '../testing/run-workload.js';
import { simulatorFor } from '../testing/simulate.js';
import { small } from '../testing/small.js';
import { directIo } from './direct-io.js';
import { fuzzer } from './fuzzer.js';
import type { GeneratedWorkload } from './generator.js';
import { builtinGenerators } from './index.js';
import { mixed } from './mixed.js';
import { prefork } from './prefork.js';
import { rdma } from './rdma.js';
import { shellStorm } from './shell.js';
import { vmsplice } from './vmsplice.js';
import { appLaunch } from './zygote.js';

async function logOf(workload: GeneratedWorkload, over: Parameters = {}): Promise<readonly string[]> {
  const log: string[] = [];
  const parameters = { ...small[workload.id], ...over };
  await runWorkload(workload, logged(simulatorFor(workload, 'mapcount', parameters), log), parameters);
  return log;
}

/** How often each operation comes. */
async function countsOf(workload: GeneratedWorkload, over: Parameters = {}): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const line of await logOf(workload, over)) {
    const [name] = line.split(' ');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Most children alive at once. */
function mostAlive(log: readonly string[]): number {
  let [alive, most] = [0, 0];
  for (const line of log) {
    if (line.startsWith('fork ')) alive++;
    if (line.startsWith('exit ')) alive--;
    most = Math.max(most, alive);
  }
  return most;
}

test('a prefork server keeps its number of workers and replaces each after its share of requests', async () => {
  const log = await logOf(prefork, { workers: 3, requests: 1000, requestsPerWorker: 100 });
  expect(mostAlive(log)).toBe(3);
  const forks = log.filter((line) => line.startsWith('fork ')).length;
  // Three to begin with; at most one for every full hundred, at least all but what three workers have begun.
  expect(forks).toBeGreaterThanOrEqual(3 + 10 - 3);
  expect(forks).toBeLessThanOrEqual(3 + 10);
});

test('a zygote ends the oldest app when there are too many', async () => {
  const log = await logOf(appLaunch, { launches: 7, alive: 3 });
  expect(mostAlive(log)).toBe(3);
  const exits = log.filter((line) => line.startsWith('exit '));
  expect(exits.map((line) => line.slice(5))).toEqual(['[1]', '[2]', '[3]', '[1]', '[2]', '[3]', '[1]']);
});

test('a shell forks, executes and buries every command, a pipeline at a time', async () => {
  const log = await logOf(shellStorm, { commands: 10, pipeline: 3 });
  expect(mostAlive(log)).toBe(3);
  expect(await countsOf(shellStorm, { commands: 10 })).toMatchObject({ fork: 10, exec: 10, exit: 10 });
});

test('a fork server forks once for every input, one at a time', async () => {
  const log = await logOf(fuzzer, { executions: 25 });
  expect(mostAlive(log)).toBe(1);
  expect(await countsOf(fuzzer, { executions: 25 })).toMatchObject({ fork: 25, exit: 25 });
});

test('direct I/O gives every page back, and the device stores only to pages read from the disk', async () => {
  const counts = await countsOf(directIo, { transfers: 2000, written: 0.5, forkEvery: 500 });
  expect(counts).toMatchObject({ dio: 2000, put: 2000, fork: 4, exit: 4 });
  expect(counts.dmaWrite).toBeGreaterThan(900);
  expect(counts.dmaWrite).toBeLessThan(1100);
  expect(await countsOf(directIo, { written: 1 })).not.toHaveProperty('dmaWrite');
});

test('direct I/O never has one page in flight twice', async () => {
  const inFlight = new Set<string>();
  const order: string[] = [];
  for (const line of await logOf(directIo, { pages: 64, depth: 32, transfers: 500 })) {
    const page = /^dio \[0,(\d+),/u.exec(line)?.[1];
    if (line.startsWith('put ')) inFlight.delete(order.shift() ?? '');
    if (page === undefined) continue;
    expect(inFlight).not.toContain(page);
    inFlight.add(page);
    order.push(page);
  }
  expect(order).toEqual([]);
});

test('RDMA memory is pinned for long and for writing, once, and unpinned at the end', async () => {
  const log = await logOf(rdma, { registered: 50, forks: 2 });
  const pins = log.filter((line) => line.startsWith('pin '));
  expect(pins).toHaveLength(50);
  expect(pins.every((line) => line.endsWith('{"write":true,"longterm":true}]'))).toBe(true);
  expect(log.slice(-50).every((line) => line.startsWith('unpin '))).toBe(true);
});

test('a pipe never holds more than its pages, and a ring buffer is out of it before it is filled again', async () => {
  const pipe: number[] = [];
  const cached = 100;
  for (const line of await logOf(vmsplice, { cached, ring: 32, pipe: 16, fresh: 1, updated: 0 })) {
    const [, name, page] = /^(\w+) \[(?:0,)?(\d+)/u.exec(line) ?? [];
    if (name === 'put') pipe.shift();
    if (name === 'get') pipe.push(Number(page));
    expect(pipe.length).toBeLessThanOrEqual(16);
    expect(name === 'store' && Number(page) >= cached && pipe.includes(Number(page))).toBe(false);
  }
});

/** Parameters that leave a generator nothing to do. */
const idle: Readonly<Record<string, Parameters>> = {
  snapshot: { pages: 1, stores: 0 },
  prefork: { heap: 1, code: 1, workers: 1, requests: 0 },
  zygote: { heap: 1, image: 1, own: 0, appCode: 0, launches: 1, alive: 1, loads: 0, stores: 0 },
  'fork-exec': { commands: 0, heap: 1, childStores: 0, shellStores: 0 },
  'interpreter-pool': { pages: 1, workers: 1, rounds: 0 },
  fuzzer: { executions: 0, heap: 1, code: 1, map: 1 },
  'direct-io': { pages: 30, depth: 1, transfers: 0 },
  rdma: { pages: 1, registered: 1, children: 0, forks: 1, messages: 1 },
  vmsplice: { cached: 30, ring: 1, messages: 0 },
  mixed: { operations: 0 },
};

const byId = builtinGenerators.map((workload) => [workload.id, workload] as const);

test.each(byId)('%s ends when there is nothing to do', async (id, workload) => {
  const simulator = simulatorFor(workload, 'mapcount', idle[id]);
  const { progress } = await runWorkload(workload, simulator, idle[id]);
  expect(progress.at(-1)).toBe(1);
});

test.each([
  [rdma, { pages: 10, registered: 11 }, 'registered of rdma is 11'],
  [rdma, { pages: 100, registered: 80, children: 21 }, 'children of rdma is 21'],
  [directIo, { pages: 60, depth: 31 }, 'depth of direct-io is 31'],
  [shellStorm, { heap: 30, childStores: 31 }, 'childStores of fork-exec is 31'],
  [shellStorm, { pipeline: 1.5 }, 'pipeline of fork-exec is 1.5'],
])('refuses parameters that do not fit: %#', (workload, parameters, message) => {
  expect(() => workload.size(parameters)).toThrow(message);
});

test('in the random mix a device stores only through what was taken for writing', async () => {
  const writable = new Map<number, boolean>();
  const stores: (boolean | undefined)[] = [];
  const machine = simulatorFor(mixed, 'mapcount', small['mixed']);
  const noted = new Proxy(machine, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(method, target, given);
        if (name === 'get' || name === 'pin' || name === 'dio') {
          writable.set(answer as number, (given[2] as { readonly write: boolean }).write);
        }
        if (name === 'dmaWrite') stores.push(writable.get(given[0] as number));
        return answer;
      };
    },
  });
  await runWorkload(mixed, noted, small['mixed']);
  expect(new Set(stores)).toEqual(new Set([true]));
  expect(new Set(writable.values())).toEqual(new Set([true, false]));
});

test('scenarios that do what a program does are built in, and none where its parameters keep it from going wrong', () => {
  const files = scenarioFiles().join();
  const named = builtinGenerators.flatMap((workload) => workload.scenarios?.({}) ?? []);
  for (const name of named) expect(files).toContain(`/${name}.scenario.yaml`);
  expect(rdma.scenarios?.({})).toEqual(['rw-pin-fork']);
  expect(rdma.scenarios?.({ dontfork: 1 })).toEqual([]);
});
