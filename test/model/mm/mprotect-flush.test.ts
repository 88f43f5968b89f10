/**
 * What mprotect flushes: all that it met, up to 5.18; from 5.19 on what pte_needs_flush of x86 asks for, once a call. What
 * real kernels were seen to do is in docs/model-and-kernels.md.
 */

import { describe, expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { policies } from '../testing/builtin.js';

/** Flushes and IPIs of P's last step; P.t1 runs on another CPU. */
function flushesOfLast(under: CompiledPolicy, ...steps: string[]): { flushes: number; ipis: number } {
  const text = [
    'name: flushes',
    'memory:',
    '  a: { pages: 3 }',
    '  s: { pages: 3, backing: shmem, shared: true }',
    '  z: { pages: 3, prot: r }',
    '  f: { pages: 3, backing: file, prot: r }',
    'machine: { cpus: 3 }',
    'steps:',
    '  - P.t1: { read: a }',
    ...steps.map((s) => `  - P: ${s}`),
    '',
  ].join('\n');
  const program = loadProgram(text, 'flushes');
  const m = createWorld(program, under);
  const driver = new Driver(m, program);
  expect(driver.runInOrder(program.steps.slice(0, -1), () => undefined)).toEqual([]);
  const before = m.events();
  expect(driver.runInOrder(program.steps.slice(-1), () => undefined)).toEqual([]);
  const after = m.events();
  return { flushes: after['tlb-flushes'] - before['tlb-flushes'], ipis: after.ipis - before.ipis };
}

const written = '{ write: a, value: 1 }';
const flushed = (flushes: number): { flushes: number; ipis: number } => ({ flushes, ipis: flushes });

describe.each(policies)('mprotect under $id', (under) => {
  /** 5.19, the first release with pte_needs_flush. */
  const gathers = ![
    'mapcount',
    'forced-break',
    'page-count',
    'early-cow-wrprotect',
    'early-cow',
    'early-cow-seqcount',
    'page-count-everywhere',
  ].includes(under.id);

  it('that takes the write bit, or access at all, flushes', () => {
    expect(flushesOfLast(under, written, '{ mprotect: a, prot: r }')).toEqual(flushed(1));
    expect(flushesOfLast(under, written, '{ mprotect: a, prot: none }')).toEqual(flushed(1));
  });

  it.each([
    ['pages that fork shared', written, '{ mprotect: a, prot: r }', '{ fork: C }', '{ mprotect: a, prot: rw }'],
    ['what fork has made read-only', written, '{ fork: C }', '{ mprotect: a, prot: r }'],
    ['the zero page', '{ read: z }', '{ mprotect: z, prot: rw }'],
    ['a private file page', '{ read: f }', '{ mprotect: f, prot: rw }'],
  ])('that leaves the entries as they are flushes only up to 5.18: %s', (_, ...steps) => {
    expect(flushesOfLast(under, ...steps)).toEqual(flushed(gathers ? 0 : 1));
  });

  it.each(['r', 'rw'])('that gives access (%s) to what had none flushes only up to 5.18', (prot) => {
    expect(flushesOfLast(under, written, '{ mprotect: a, prot: none }', `{ mprotect: a, prot: ${prot} }`)).toEqual(
      flushed(gathers ? 0 : 1),
    );
  });

  it('that gives an entry the write bit flushes in every era: on x86 a cached read-only entry would fault', () => {
    const m = flushesOfLast(under, written, '{ mprotect: a, prot: r }', '{ mprotect: a, prot: rw }');
    const upgrades = gathers && under.id !== 'anon-exclusive';
    expect(m).toEqual(flushed(upgrades || !gathers ? 1 : 0));
  });

  it.each(['{ write: s, value: 1 }', '{ read: s }'])('that gives shared memory the write bit flushes, after %s', (touched) => {
    expect(flushesOfLast(under, touched, '{ mprotect: s, prot: r }', '{ mprotect: s, prot: rw }')).toEqual(flushed(1));
  });

  it('over three areas flushes once from 5.19 on, before that once for each', () => {
    const three = [written, '{ mprotect: "a[1]", prot: none }', '{ mprotect: a, prot: r }'];
    // The entry in the middle was not accessible: of it there is nothing to flush, but it is not between two flushes.
    expect(flushesOfLast(under, ...three)).toEqual(flushed(gathers ? 1 : 3));
  });

  it('of nothing that is present flushes nothing', () => {
    expect(flushesOfLast(under, '{ munmap: a }', '{ mmap: a }', '{ mprotect: a, prot: r }')).toEqual(flushed(0));
  });
});

describe.each(policies)('under $id', (under) => {
  it.each(['{ munmap: a }', '{ madvise: a, advice: dontneed }'])('%s flushes three pages once, with an IPI', (step) => {
    expect(flushesOfLast(under, written, step)).toEqual(flushed(1));
  });
});
