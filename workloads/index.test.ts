import { existsSync } from 'node:fs';
import { basename } from 'node:path';

import { expect, test } from 'vitest';

import { builtinWorkloads, scenarioFiles } from './index.js';

test('every built-in workload has a name of its own and a size by default', async () => {
  const workloads = builtinWorkloads();
  expect(workloads.map((workload) => workload.id)).toEqual([
    'redis-bgsave',
    'python-fork-pool',
    'snapshot',
    'prefork',
    'zygote',
    'fork-exec',
    'interpreter-pool',
    'fuzzer',
    'direct-io',
    'rdma',
    'vmsplice',
    'mixed',
  ]);
  for (const workload of workloads) {
    expect(workload.parameters.every(({ unit, about }) => unit !== '' && about !== '')).toBe(true);
    expect((await workload.size({})).addressSpacePages).toBeGreaterThan(0);
    expect(workload.title).not.toBe('');
    expect(workload.sources).not.toHaveLength(0);
  }
});

test('lists the built-in scenarios in order of their names', () => {
  const files = scenarioFiles();
  expect(files.length).toBeGreaterThan(0);
  expect(files.every((file) => existsSync(file) && basename(file).endsWith('.scenario.yaml'))).toBe(true);
  expect(files.map((file) => basename(file))).toEqual(files.map((file) => basename(file)).sort());
});
