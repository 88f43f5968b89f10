/** Calls that change nothing: they split no area, walk no page table and make nothing writable (observed on 6.18). */

import { describe, expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { Machine } from '../../../core/machine/machine.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policies } from '../testing/builtin.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';

/** Three written pages whose PTEs fork has left read-only, and what the given steps then do. */
function after(under: CompiledPolicy, ...steps: string[]): Machine {
  const all = ['{ write: a, value: 1 }', '{ fork: C }', '{ pin: "a[1]", as: h, write: true }', ...steps];
  const text = ['name: unchanged', 'memory: { a: { pages: 3 } }', 'steps:', ...all.map((s) => `  - P: ${s}`), ''].join('\n');
  const program = loadProgram(text, 'unchanged');
  const m = createWorld(program, under);
  expect(new Driver(m, program).runInOrder(program.steps, () => undefined)).toEqual([]);
  return m;
}

/** Areas of P. */
function areas(m: Machine): number {
  return m.vma.mm.cells.filter((mm) => mm === 1).length;
}

describe.each(policies)('under $id', (under) => {
  const before = after(under);

  it.each([
    ['mprotect to the protection in force', '{ mprotect: "a[1]", prot: rw }'],
    ['madvise dofork where nothing was advised', '{ madvise: "a[1]", advice: dofork }'],
  ])('%s leaves one area, its PTEs and the TLB alone', (_, step) => {
    const m = after(under, step);
    expect(areas(m)).toBe(1);
    expect([...m.pte.entry.words]).toEqual([...before.pte.entry.words]);
    expect(m.events()).toMatchObject({ 'tlb-flushes': before.events()['tlb-flushes'], 'mprotect-upgrades': 0 });
  });

  it.each([
    ['mprotect', '{ mprotect: "a[1]", prot: r }', '{ mprotect: "a[1]", prot: r }'],
    ['madvise', '{ madvise: "a[1]", advice: dontfork }', '{ madvise: "a[1]", advice: dontfork }'],
  ])('%s that changes something splits, and a second one does not', (_, first, second) => {
    expect(areas(after(under, first))).toBe(3);
    expect(areas(after(under, first, second))).toBe(3);
    expect(after(under, first, second).events()['tlb-flushes']).toBe(after(under, first).events()['tlb-flushes']);
  });

  it('mprotect over several areas walks only those that change', () => {
    const narrowed = after(under, '{ mprotect: "a[1]", prot: none }');
    const m = after(under, '{ mprotect: "a[1]", prot: none }', '{ mprotect: a, prot: none }');
    // The two areas around the one that has the protection already: one flush each, and one for both from 5.19 on.
    const flushes = under.hasStep('flush-gathered-changes') ? 1 : 2;
    expect(m.events()['tlb-flushes'] - narrowed.events()['tlb-flushes']).toBe(flushes);
    expect(areas(m)).toBe(3);
  });

  it('mprotect of an area without a PTE flushes nothing', () => {
    const m = after(under, '{ munmap: a }', '{ mmap: a }');
    const changed = after(under, '{ munmap: a }', '{ mmap: a }', '{ mprotect: a, prot: r }');
    expect(changed.events()['tlb-flushes']).toBe(m.events()['tlb-flushes']);
  });
});
