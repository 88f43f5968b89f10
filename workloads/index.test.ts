import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from 'vitest';

import { builtinWorkloads, scenarioFiles } from './index.js';
import { packageRoot } from './package-root.js';

test('every built-in workload has a name of its own and a size by default', async () => {
  const workloads = builtinWorkloads();
  expect(workloads.map((workload) => workload.id)).toEqual([
    'redis-bgsave', 'python-fork-pool', 'snapshot', 'prefork', 'zygote', 'fork-exec', 'interpreter-pool', 'fuzzer',
    'direct-io', 'rdma', 'vmsplice', 'mixed',
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

test('finds the package from its sources and from the built tree below it', () => {
  const root = packageRoot();
  expect(existsSync(join(root, 'package.json'))).toBe(true);
  expect(packageRoot(pathToFileURL(join(root, 'dist', 'workloads', 'package-root.js')).href)).toBe(root);
  expect(() => packageRoot('file:///x.js')).toThrow('no package.json of cowlab');
});
