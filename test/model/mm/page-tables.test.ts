/** Which page tables fork and mremap ask for: one wherever the source has one, empty or not, and none where it has none. */

import { describe, expect, it } from 'vitest';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { outcomeOf } from '../../../core/explore/outcome.js';
import { createWorld } from '../../../core/explore/world.js';
import type { CompiledPolicy, PolicyMachine } from '../../../core/policy/compile.js';
import type { Program } from '../../../core/program/program.js';
import { showValue } from '../../../core/program/values.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policies } from '../testing/builtin.js';

/** @param areas of P @param steps of P @param frames that there are; without, as many as it takes */
function program(areas: string, steps: readonly string[], frames?: number): Program {
  const machine = frames === undefined ? '' : `machine: { frames: ${frames} }\n`;
  return loadProgram(`name: tables\n${machine}memory: ${areas}\nsteps:\n${steps.map((s) => `  - P: ${s}\n`).join('')}`, 'tables');
}

function run(any: Program, under: CompiledPolicy): PolicyMachine {
  const m = createWorld(any, under);
  expect(new Driver(m, any).runInOrder(any.steps, () => undefined)).toEqual([]);
  return m;
}

function seen(m: PolicyMachine, any: Program, ...names: string[]): string {
  const outcome = outcomeOf(m, any);
  return names.map((name) => showValue(outcome[any.observations.findIndex((o) => o.name === `P.${name}`)])).join(' ');
}

/** Pages, and page tables, that are taken. */
function taken(m: PolicyMachine): readonly [pages: number, tables: number] {
  return [m.global.framesInUse.at(0), m.global.tablesInUse.at(0)];
}

describe.each(policies)('fork under $id', (under) => {
  const areas = '{ low: { pages: 1, touched: true }, gap: { pages: 512 }, high: { pages: 1, touched: true } }';
  const forks = ['{ madvise: high, advice: dontneed }', '{ fork: C, as: forked }'];

  it('makes a page table for one that the parent has, though nothing is in it', () => {
    expect(taken(run(program(areas, forks), under))).toEqual([1, 4]);
  });

  it('makes none where the parent has none', () => {
    const large = '{ large: { pages: 1025 } }';
    const written = ['{ write: "large[0]", value: 1 }', '{ write: "large[1024]", value: 2 }', '{ fork: C }'];
    expect(taken(run(program(large, written), under))).toEqual([2, 4]);
  });

  it('finds no memory for the empty one, and gives back all that it has made', () => {
    const late = [...forks, '{ write: low, value: 1, as: stored }', '{ read: high, as: empty }'];
    const short = program(areas, late, 4);
    const m = run(short, under);
    expect([seen(m, short, 'forked', 'stored', 'empty'), ...taken(m)]).toEqual(['ENOMEM ok 0', 1, 2]);
    expect(checkProgram(short, under)).toMatchObject({ verdict: 'holds', breaches: [] });
  });

  it('succeeds with a frame more', () => {
    const enough = program(areas, forks, 5);
    const m = run(enough, under);
    expect([seen(m, enough, 'forked'), ...taken(m)]).toEqual(['ok', 1, 4]);
    expect(checkProgram(enough, under)).toMatchObject({ verdict: 'holds', breaches: [] });
  });
});

describe.each(policies)('mremap under $id', (under) => {
  // Both pages of either area are in page tables of their own; the second table of the source is the first of the destination.
  const areas = '{ pad: { pages: 511 }, from: { pages: 2, touched: true }, gap: { pages: 510 }, to: { pages: 2 } }';
  const moves = [
    '{ madvise: "from[1]", advice: dontneed }',
    '{ write: "pad[0]", value: 1 }',
    '{ mremap: from, to: to, as: moved }',
    '{ read: "from[0]", as: there }',
    '{ read: "to[0]", as: here }',
  ];

  it('makes a page table for one that the source has, though nothing is in it', () => {
    const enough = program(areas, moves, 5);
    const m = run(enough, under);
    expect([seen(m, enough, 'moved', 'there', 'here'), ...taken(m)]).toEqual(['ok segv initial#0', 2, 3]);
    expect(checkProgram(enough, under)).toMatchObject({ verdict: 'holds', breaches: [] });
  });

  it('finds no memory for the empty one, and moves back what it has moved', () => {
    const short = program(areas, moves, 4);
    const m = run(short, under);
    expect([seen(m, short, 'moved', 'there', 'here'), ...taken(m)]).toEqual(['ENOMEM initial#0 segv', 2, 2]);
    expect(checkProgram(short, under)).toMatchObject({ verdict: 'holds', breaches: [] });
  });

  it('makes none where the source has none', () => {
    const apart = '{ pad: { pages: 511 }, from: { pages: 2 }, gap: { pages: 1022 }, to: { pages: 2 } }';
    const m = run(program(apart, ['{ write: "from[0]", value: 1 }', '{ mremap: from, to: to }']), under);
    expect(taken(m)).toEqual([1, 2]);
  });
});
