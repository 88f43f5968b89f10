/** A table that fork shares by its PMD entries: stores, faults and lockless pins respect what an entry withholds. */

import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { linesOfPage } from '../../../core/explore/describe.js';
import { Driver } from '../../../core/explore/driver.js';
import { sayFact } from '../../../core/explore/state-words.js';
import { createWorld } from '../../../core/explore/world.js';
import { fieldName } from '../../../core/machine/fields.js';
import { nobody } from '../../../core/machine/hook.js';
import { Pmd, Pte } from '../../../core/machine/bits.js';
import type { Machine } from '../../../core/machine/machine.js';
import { lookupPte, pmdOf, tableOf } from '../../../core/machine/pmd.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import type { Policy } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { Simulator } from '../../../core/simulate/simulator.js';
import { Footprints } from '../testing/footprints.js';
import { testProgram } from '../testing/programs.js';
import { neverOwns, sharesTables, sharesWritable } from '../testing/shared-tables.js';

const [parent, child] = [0, 1];

function compiled(policy: Policy): CompiledPolicy {
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, policy]), policy.id);
}

/** The machine behind the first steps of a program, which break nothing. */
function behind(name: string, steps: number): Machine {
  const program = testProgram(name);
  const m = createWorld(program, compiled(sharesTables));
  expect(new Driver(m, program).runInOrder(program.steps.slice(0, steps), () => undefined)).toEqual([]);
  return m;
}

function breachesOf({ breaches }: Checked): string[] {
  return breaches.map(({ kind }) => kind);
}

const gup = 'gup-through-a-shared-table';

describe('a table that fork shares', () => {
  it('is the same for both, though its entries say that they grant writes: the PMD entries withhold them', () => {
    const m = behind(gup, 2);
    const table = tableOf(m, nobody, parent, 0);
    expect([tableOf(m, nobody, child, 0), m.table.refs.at(table)]).toEqual([table, 2]);
    expect(m.pte.entry.wordAt(lookupPte(m, nobody, child, 0)) & Pte.write).toBe(Pte.write);
    expect([parent, child].map((mm) => m.pmd.entry.wordAt(pmdOf(m, mm, 0)))).toEqual([Pmd.table, Pmd.table]);
    expect(m.events()['fork-ptes-shared']).toBe(0);
    const [[, told]] = linesOfPage(m, testProgram(gup), child, 0);
    expect(told?.map(sayFact)).toContain('read-only');
  });

  it('is left by a lockless pin for writing, which makes nothing its own', () => {
    const m = behind(gup, 3);
    expect([tableOf(m, nobody, child, 0), m.handle.frame.at(0)]).toEqual([tableOf(m, nobody, parent, 0), 0]);
  });

  it('is copied by the fault of a pin for writing, and the page after it', () => {
    const m = behind(gup, 4);
    const [theirs, own] = [parent, child].map((mm) => tableOf(m, nobody, mm, 0));
    expect([own === theirs, m.table.refs.at(own), m.table.refs.at(theirs)]).toEqual([false, 1, 1]);
    expect([parent, child].map((mm) => m.pmd.entry.wordAt(pmdOf(m, mm, 0)) & Pmd.write)).toEqual([0, Pmd.write]);
    expect(m.events().copies).toBe(1);
  });

  it.each([gup, 'table-shared-at-fork', 'table-shared-beside-a-store'])('is invisible: %s holds', (name) => {
    const checked = checkProgram(testProgram(name), compiled(sharesTables));
    expect([breachesOf(checked), checked.verdict, checked.complete]).toEqual([[], 'holds', true]);
  });

  it.each([gup, 'table-shared-at-fork'])('is shared and owned by steps that touch what they declare: %s', (name) => {
    const footprints = new Footprints();
    const program = testProgram(name);
    const m = createWorld(program, footprints.watch(compiled(sharesTables)));
    m.restorable();
    footprints.instrument(m);
    const race = program.race.flatMap(({ operations: list }) => list);
    expect(new Driver(m, program).runInOrder([...program.steps, ...race], () => undefined)).toEqual([]);
    const own = [...footprints.steps].filter(([, seen]) => /share-table|own-table|find-table|lock-to-follow/u.test(seen.name));
    const undeclared = own.flatMap(([{ reads = [], writes = [] }, seen]) => [
      ...[...seen.reads].filter((field) => !reads.map(fieldName).includes(field)),
      ...[...seen.writes].filter((field) => !writes.map(fieldName).includes(field)),
    ]);
    expect([own.filter(([, { taken }]) => taken).length, undeclared]).toEqual([4 - Number(name !== gup), []]);
  });

  it('shows a store of one to the other where the PMD entries grant writes', () => {
    expect(breachesOf(checkProgram(testProgram('table-shared-at-fork'), compiled(sharesWritable)))).toContain('isolation');
  });

  it('never lets go of a store where nobody makes it his own: the fault comes again and again', () => {
    expect(breachesOf(checkProgram(testProgram('table-shared-at-fork'), compiled(neverOwns)))).toContain('progress');
  });

  it('is respected by the hardware of the simulator, which faults where the PMD entry withholds the write', () => {
    const sim = new Simulator(compiled(sharesTables), { addressSpacePages: 4, processes: 2 });
    sim.map(parent, 0, 4, { backing: 'anon', shared: false, prot: 'rw' });
    for (let page = 0; page < 4; page++) sim.store(parent, page);
    const { lo } = sim.machine.frame;
    const contents = (mm: number): number[] =>
      [0, 1, 2, 3].map((page) => lo.at(sim.machine.pte.entry.frameAt(lookupPte(sim.machine, nobody, mm, page))));
    const before = contents(parent);
    expect(sim.fork(parent)).toBe(child);
    sim.store(child, 2);
    expect(sim.load(child, 0)).toBe(true);
    expect(contents(parent)).toEqual(before);
    expect(contents(child)).toEqual([before[0], before[1], before[3] + 1, before[3]]);
    for (const mm of [child, parent]) sim.exit(mm);
    sim.lruDrain();
    expect(sim.framesInUse()).toBe(0);
  });
});
