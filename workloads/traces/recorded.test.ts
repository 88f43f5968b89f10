import { join } from 'node:path';

import { expect, test } from 'vitest';

import { packageRoot } from '../../core/run/package-root.js';
import { ReferenceSimulation } from '../testing/reference-simulation.js';
import { replayCounts } from '../testing/replay.js';
import { runWorkload } from '../testing/run-workload.js';
import { readMaps } from './maps.js';
import { recordedWorkloads } from './recorded.js';
import { ParsedLines } from './parsed-lines.js';
import { surveyRecording } from './survey.js';
import { policyIds, simulate } from '../testing/simulate.js';

const [redis, python] = recordedWorkloads();
const file = (name: string) => join(packageRoot(), 'workloads', 'traces', name);

test('the Redis recording begins with one process and has two forks', async () => {
  const survey = await surveyRecording(
    new ParsedLines(file('redis-bgsave.perf-script.gz')),
    await readMaps(file('redis-bgsave.maps')),
  );
  expect(await redis.size({})).toEqual({ addressSpacePages: 29 * 512, processes: 2 });
  expect(survey.roots).toHaveLength(1);
  expect(survey.processForks.size).toBe(2);
});

test('the Redis recording has the figures it was made with, and page tables alone foretell each fault', async () => {
  const simulation = new ReferenceSimulation();
  const { notes, progress } = await runWorkload(redis, simulation);
  expect(replayCounts(notes.recording)).toMatchObject({
    replayed: 14_297,
    faultsRecorded: 14_297,
    faultedInModel: 14_297,
    writesToPresentRecorded: 12_092,
    writesToPresentInModel: 12_092,
    differences: [],
    agreeByConstruction: 5238,
    agreeForetold: 9059,
    inferredStores: 0,
    notReplayed: [],
    processes: [
      { pid: 10_925, comm: 'redis-server', faultsRecorded: 13_584, faultedInModel: 13_584 },
      { pid: 11_011, comm: 'redis-server', faultsRecorded: 356, faultedInModel: 356 },
      { pid: 11_084, comm: 'redis-server', faultsRecorded: 357, faultedInModel: 357 },
    ],
  });
  expect(simulation.events()['write-faults']).toBe(12_092);
  expect(simulation.alive).toBe(1);
  expect(progress.length).toBeGreaterThan(3);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

test('a machine whose fork copies every page table differs in two fetches of library code, and says why', async () => {
  const { notes } = await runWorkload(redis, new ReferenceSimulation({ leavesFilesAtFork: false }));
  expect(replayCounts(notes.recording).faultedInModel).toBe(14_295);
  const reason = expect.stringContaining('vma_needs_copy') as string;
  expect(replayCounts(notes.recording).differences).toEqual([{ reason, count: 2 }]);
});

test('the Python recording begins with an exec and has 43 forks and 39 programs', async () => {
  const survey = await surveyRecording(new ParsedLines(file('python-fork-pool.perf-script.gz')), []);
  expect(await python.size({})).toEqual({ addressSpacePages: 237 * 512, processes: 6 });
  expect(survey.processForks.size).toBe(43);
  expect(survey.mappedByExec.size).toBe(39);
  // It begins with an exec, so nothing of what came before is there.
  expect(survey.roots).toEqual([expect.objectContaining({ areas: [], presentBefore: [] })]);
});

test('nearly every fault of the Python recording is foretold, and those that are not are on file pages', async () => {
  const { notes } = await runWorkload(python, new ReferenceSimulation());
  // The kernel's own stores, which are not in the recording, are not measured either.
  expect(notes.setup).toMatchObject({ faults: 150, 'zero-fills': 150, forks: 0 });
  expect(replayCounts(notes.recording).processes).toHaveLength(44);
  expect(replayCounts(notes.recording).processes[0]).toMatchObject({ pid: 11_266, comm: 'python3', faultsRecorded: 13_366 });
  expect(replayCounts(notes.recording)).toMatchObject({
    agreeByConstruction: 156,
    agreeForetold: 22_297,
    inferredStores: 150,
    notReplayed: [],
    replayed: 22_539,
    faultsRecorded: 22_539,
    faultedInModel: 22_500,
    writesToPresentRecorded: 11_637,
    writesToPresentInModel: 11_599,
  });
  const differences = replayCounts(notes.recording).differences.map(({ reason, count }) => [reason.slice(0, 31), count]);
  expect(differences).toEqual([
    ['fault-around: the model had map', 40],
    ['a page of a program or its load', 38],
    ['fault-around: the model had map', 8],
  ]);
  const notContained = replayCounts(notes.recording).notContained.join() ?? '';
  for (const source of ['reused or copied', 'which CPU', 'O_DIRECT', 'io_uring', 'vmsplice', 'RDMA', 'VFIO'])
    expect(notContained).toContain(source);
});

test.each(policyIds)('%s agrees with the page tables alone on every fault of both recordings', async (policy) => {
  for (const workload of [redis, python]) {
    const [{ notes: byTables }, { notes, events }] = [
      await runWorkload(workload, new ReferenceSimulation()),
      await simulate(workload, policy),
    ];
    expect(notes.recording).toEqual(byTables.recording);
    expect(events['early-copies'] + events.unshares).toBe(0);
    expect(events.faults - (notes.setup?.faults ?? 0)).toBe(replayCounts(notes.recording).faultedInModel);
  }
});
