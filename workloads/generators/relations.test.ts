/** What the workloads are for: where pins and references cross forks, policies differ in what they do. */

import { describe, expect, test } from 'vitest';

import type { Parameters, Workload } from '../../core/program/workload.js';
import { policyIds, simulate } from '../testing/simulate.js';
import { small } from '../testing/small.js';
import { directIo } from './direct-io.js';
import { builtinGenerators } from './index.js';
import { interpreterPool } from './interpreter.js';
import { rdma } from './rdma.js';
import { vmsplice } from './vmsplice.js';

type Counts = Readonly<Record<string, number>>;

async function eventsOf(workload: Workload, policy: string, over: Parameters = {}): Promise<Counts> {
  return (await simulate(workload, policy, { ...small[workload.id], ...over })).events;
}

/** Fork knows of no pin. */
const sharing = ['mapcount', 'forced-break', 'page-count'];
const copyingEarly = policyIds.filter((id) => !sharing.includes(id));

describe('registered memory at fork', () => {
  const { registered, forks, pages } = small['rdma'];

  test.each(sharing)('%s shares it', async (policy) => {
    expect(await eventsOf(rdma, policy)).toMatchObject({ 'early-copies': 0, 'fork-ptes-shared': pages * forks });
  });

  test.each(copyingEarly)('%s copies every registered page at every fork, and no other', async (policy) => {
    expect(await eventsOf(rdma, policy)).toMatchObject({
      'early-copies': registered * forks,
      'fork-retries': registered * forks,
      'fork-ptes-shared': (pages - registered) * forks,
    });
  });

  test.each(policyIds)('%s does neither where MADV_DONTFORK keeps it from the child', async (policy) => {
    expect(await eventsOf(rdma, policy, { dontfork: 1 })).toMatchObject({
      'early-copies': 0,
      'fork-ptes-shared': (pages - registered) * forks,
    });
  });

  test('the page count copies what the map count reuses when the child is gone', async () => {
    const [byMaps, byReferences] = [await eventsOf(rdma, 'mapcount'), await eventsOf(rdma, 'page-count')];
    expect(byReferences.copies).toBeGreaterThan(byMaps.copies);
    expect(byReferences.copies + byReferences.reuses).toBe(byMaps.copies + byMaps.reuses);
  });

  test('early copies spare the program the write faults on registered pages', async () => {
    const [shared, early] = [await eventsOf(rdma, 'page-count'), await eventsOf(rdma, 'early-cow')];
    expect(early['write-faults']).toBeLessThan(shared['write-faults']);
  });

  test('a test behind the write-protection makes fork protect twice, before and after it allocates', async () => {
    const [before, behind] = [await eventsOf(rdma, 'early-cow'), await eventsOf(rdma, 'early-cow-wrprotect')];
    expect(behind['write-protects'] - before['write-protects']).toBe(2 * registered * forks);
  });
});

describe('direct I/O in flight at fork', () => {
  const pinning = ['anon-exclusive-6.5', 'anon-exclusive-6.15'];
  const { transfers, forkEvery, depth } = small['direct-io'];

  const referencing = policyIds.filter((id) => !pinning.includes(id));

  test.each(referencing)('%s takes references, which fork does not copy for', async (policy) => {
    expect(await eventsOf(directIo, policy)).toMatchObject({ 'early-copies': 0, unshares: 0 });
  });

  test.each(pinning)('%s pins: fork copies what is in flight, what goes out is unshared', async (policy) => {
    const events = await eventsOf(directIo, policy);
    expect(events['early-copies']).toBe((transfers / forkEvery) * depth);
    expect(events.unshares).toBeGreaterThan(0);
  });

  test('the page count copies a page in flight when the helper is gone, the map count reuses it', async () => {
    const [byMaps, byReferences] = [await eventsOf(directIo, 'mapcount'), await eventsOf(directIo, 'page-count')];
    expect(byReferences.copies).toBeGreaterThan(byMaps.copies);
  });
});

describe('pages in a pipe', () => {
  test('forced-break takes cached answers back from fork before it hands them out', async () => {
    const events = await eventsOf(vmsplice, 'forced-break');
    expect(events['gup-write-faults']).toBeGreaterThan(0);
    expect(events['gup-fast-fallbacks']).toBe(events['gup-slow-pages']);
  });

  const others = policyIds.filter((id) => id !== 'forced-break');

  test.each(others)('%s hands out what is mapped: no reference is a pin', async (policy) => {
    expect(await eventsOf(vmsplice, policy)).toMatchObject({
      'gup-write-faults': 0,
      'gup-fast-fallbacks': 0,
      'early-copies': 0,
      unshares: 0,
    });
  });

  test('the page count copies an answer updated in the pipe, the map count changes it in place', async () => {
    const [byMaps, byReferences] = [await eventsOf(vmsplice, 'mapcount'), await eventsOf(vmsplice, 'page-count')];
    expect(byReferences.copies).toBeGreaterThan(byMaps.copies);
    expect(byReferences.reuses).toBeLessThan(byMaps.reuses);
  });
});

const forksAlone = ['snapshot', 'prefork', 'zygote', 'fork-exec', 'interpreter-pool', 'fuzzer'];

test.each(forksAlone)('%s has no pins: no policy copies early or unshares, all copy on writes', async (id) => {
  const workload = builtinGenerators.find((w) => w.id === id)!;
  for (const policy of policyIds) {
    const events = await eventsOf(workload, policy);
    expect(events).toMatchObject({ 'early-copies': 0, unshares: 0, 'gup-faults': 0 });
    expect(events.copies).toBeGreaterThan(0);
  }
});

test('reading counted objects copies their pages, reading immortal ones does not', async () => {
  const { pages, rounds } = small['interpreter-pool'];
  const copiesAt = async (counted: number) => {
    return (await eventsOf(interpreterPool, 'anon-exclusive-6.5', { counted, collected: 0 })).copies;
  };
  expect(await copiesAt(1)).toBe(pages * rounds + Math.ceil(pages / 7) * rounds);
  expect(await copiesAt(0)).toBe(Math.ceil(pages / 7) * rounds);
});
