import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { CowlabError } from '../../core/errors/errors.js';
import { ReferenceSimulation } from '../testing/reference-simulation.js';
import { runWorkload } from '../testing/run-workload.js';
import { snapshot } from './snapshot.js';

const small = { pages: 1000, stores: 700, skew: 0.99, batch: 64 };

async function operations(parameters: Readonly<Record<string, number>>, seed: number): Promise<readonly string[]> {
  const simulation = new ReferenceSimulation({}, true);
  await runWorkload(snapshot, simulation, parameters, seed);
  return simulation.log ?? [];
}

async function hash(seed: number): Promise<string> {
  return createHash('sha256')
    .update((await operations(small, seed)).join('\n'))
    .digest('hex')
    .slice(0, 16);
}

test('is the same program for the same seed, from release to release, and another for another seed', async () => {
  expect(await hash(1)).toMatchInlineSnapshot(`"b7c9b0a35a36b79f"`);
  expect(await hash(1)).toBe(await hash(1));
  expect(await hash(2)).not.toBe(await hash(1));
});

test('lets the child read every page once, in order, while the parent stores', async () => {
  const log = await operations(small, 1);
  const shared = log.slice(log.indexOf('fork 0') + 1, log.indexOf('exit 1'));
  const everyPage = Array.from({ length: 1000 }, (_, page) => `load 1 ${page}`);
  expect(shared.filter((line) => line.startsWith('load'))).toEqual(everyPage);
  expect(shared.filter((line) => line.startsWith('store 0'))).toHaveLength(700);
  expect(shared.slice(0, 64).every((line) => line.startsWith('load'))).toBe(true);
  expect(shared[64]).toMatch(/^store 0/u);
  // The stores are spread over the reads: half of them come in the first half.
  const half = shared.slice(0, shared.indexOf('load 1 500'));
  expect(half.filter((line) => line.startsWith('store')).length).toBeGreaterThan(300);
});

test('copies a page at its first store while the child lives and reuses the others after its exit', async () => {
  const simulation = new ReferenceSimulation({}, true);
  const { notes } = await runWorkload(snapshot, simulation, small, 1);
  const log = simulation.log ?? [];
  const during = log.slice(log.indexOf('fork 0'), log.indexOf('exit 1')).filter((line) => line.startsWith('store'));
  const storedTo = new Set(during).size;
  expect(storedTo).toBeLessThan(700); // popular pages come more than once
  expect(simulation.events()).toMatchObject({ copies: storedTo, reuses: 1000 - storedTo, 'zero-fills': 1000, forks: 1 });
  expect(simulation.framesInUse()).toBe(1000);
  expect(notes.operations).toBe(log.length);
});

test('reports progress that ascends to the end', async () => {
  const large = { ...small, pages: 20_000, stores: 9000 };
  const { progress } = await runWorkload(snapshot, new ReferenceSimulation(), large);
  expect(progress.length).toBeGreaterThan(10);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBeLessThanOrEqual(1);
  expect(progress.at(-1)).toBeGreaterThan(0.99);
});

test('sizes the simulator for a million pages by default', () => {
  expect(snapshot.size({})).toEqual({ addressSpacePages: 2 ** 20, processes: 2 });
});

test.each([
  [{ pages: 0 }, 'pages'],
  [{ pages: 1.5 }, 'pages'],
  [{ stores: -1 }, 'stores'],
  [{ skew: Number.NaN }, 'skew'],
  [{ batch: 0 }, 'batch'],
])('refuses %o', (parameters, name) => {
  expect(() => snapshot.size(parameters)).toThrow(CowlabError);
  expect(() => snapshot.size(parameters)).toThrow(name);
});
