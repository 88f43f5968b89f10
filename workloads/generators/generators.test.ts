import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { CowlabError } from '../../core/errors/errors.js';
import type { Parameters } from '../../core/program/workload.js';
import { logged } from '../testing/logged.js';
import { runWorkload } from '../testing/run-workload.js';
import { policyIds, simulate, simulatorFor } from '../testing/simulate.js';
import { small } from '../testing/small.js';
import type { GeneratedWorkload } from './generator.js';
import { builtinGenerators } from './index.js';

interface Performed {
  readonly log: readonly string[];
  readonly operations: number;
  readonly progress: readonly number[];
}

async function programOf(workload: GeneratedWorkload, seed: number): Promise<Performed> {
  const log: string[] = [];
  const parameters = small[workload.id];
  const simulation = logged(simulatorFor(workload, 'anon-exclusive-6.5', parameters), log);
  const { notes, progress } = await runWorkload(workload, simulation, parameters, seed);
  return { log, operations: notes.operations, progress };
}

function hashOf(log: readonly string[]): string {
  return createHash('sha256').update(log.join('\n')).digest('hex').slice(0, 16);
}

/** Which page is touched when follows from the seed; in an interpreter pool nothing is left to chance. */
const withoutChance = ['interpreter-pool'];

describe.each(builtinGenerators.map((workload) => [workload.id, workload] as const))('%s', (id, workload) => {
  test('is the same program for the same seed, and another for another seed', async () => {
    const [first, again] = [await programOf(workload, 7), await programOf(workload, 7)];
    const other = await programOf(workload, 8);
    expect(again.log).toEqual(first.log);
    expect(hashOf(other.log) === hashOf(first.log)).toBe(withoutChance.includes(id));
  });

  test('counts the operations it performs and reports progress up to the end', async () => {
    const { log, operations, progress } = await programOf(workload, 1);
    expect(operations).toBe(log.length);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  test.each(policyIds)('runs under %s and leaves nothing behind but the page cache', async (policy) => {
    const { simulator } = await simulate(workload, policy, small[id]);
    expect([...simulator.machine.mm.alive.cells].filter((alive) => alive !== 0)).toHaveLength(1);
    expect(simulator.machine.handle.frame.cells.every((frame) => frame === 0)).toBe(true);
    simulator.exit(0);
    simulator.lruDrain();
    const cached = simulator.machine.filePage.frame.cells.filter((frame) => frame !== 0).length;
    expect(simulator.framesInUse()).toBe(cached);
    const { 'pages-allocated': allocated, 'pages-freed': freed } = simulator.events();
    expect(allocated - freed).toBe(cached);
  });

  test('names what it is, where its parameters come from, and their units', () => {
    for (const text of [workload.title, workload.about, ...workload.sources]) expect(text).not.toBe('');
    expect(workload.sources.length).toBeGreaterThan(0);
    expect(workload.parameters.filter(({ about, unit }) => about === '' || unit === '')).toEqual([]);
    expect(workload.size({}).addressSpacePages).toBeGreaterThan(0);
  });

  test('has a short form, a tenth of what makes it long, which is a shorter program', async () => {
    const full = Object.fromEntries(workload.parameters.map(({ name, default: byDefault }) => [name, byDefault]));
    const short = workload.shortForm?.(full) ?? full;
    const changed = Object.keys(full).filter((name) => short[name] !== full[name]);
    expect(changed).not.toEqual([]);
    for (const name of changed) expect(short[name]).toBe(Math.ceil(full[name] / 10));
    const operationsOf = async (parameters: Parameters): Promise<number> => {
      const { notes } = await runWorkload(workload, logged(simulatorFor(workload, 'mapcount', parameters), []), parameters, 1);
      return notes.operations;
    };
    const parameters = { ...full, ...small[id] };
    expect(await operationsOf(workload.shortForm?.(parameters) ?? parameters)).toBeLessThan(await operationsOf(parameters));
  });

  test('can be shortened as often as one likes, and stays one that can be run', () => {
    let parameters: Parameters = small[id];
    for (let times = 0; times < 9; times++) parameters = workload.shortForm?.(parameters) ?? parameters;
    expect(() => workload.size(parameters)).not.toThrow();
    expect(workload.shortForm?.(parameters)).toEqual(parameters);
  });

  test('refuses a parameter out of its range, naming it', () => {
    for (const { name } of workload.parameters) {
      for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => workload.size({ [name]: value })).toThrow(CowlabError);
        expect(() => workload.size({ [name]: value })).toThrow(`${name} of ${id}`);
      }
    }
  });
});

test('programs stay the same from release to release, because a seed in a report must stay meaningful', async () => {
  const hashes: Record<string, string> = {};
  for (const workload of builtinGenerators) hashes[workload.id] = hashOf((await programOf(workload, 1)).log);
  expect(hashes).toMatchInlineSnapshot(`
    {
      "direct-io": "6a283abd00374009",
      "fork-exec": "10d36390224f452f",
      "fuzzer": "bfb430dc8fb4761b",
      "interpreter-pool": "248809a784c853ee",
      "mixed": "0659a00d73c3f871",
      "prefork": "d2d0bbf7ecd8154b",
      "rdma": "b2f89f2dff80bfe1",
      "snapshot": "4e623049e8550623",
      "vmsplice": "7e0327e5dd206077",
      "zygote": "ea50b2461afea22c",
    }
  `);
});
