/** A register is read only while a list runs that needs it, and was written since: that is why others may have its place. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixRegisters } from '../../../core/engine/registers.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import type { Program } from '../../../core/program/program.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { policies, policy, scenario, scenarios } from '../testing/builtin.js';
import { corners } from '../testing/corners.js';
import { RegisterLifetimes } from '../testing/register-lifetimes.js';
import { oneStop, runProgram, search, walks, type RunRace } from '../testing/runs.js';

function run(lifetimes: RegisterLifetimes, program: Program, kernel: CompiledPolicy, runRace: RunRace): void {
  runProgram(program, lifetimes.watch(kernel), (m) => lifetimes.instrument(m), runRace);
}

const inOrder = fc.sample(arbitraryScenario(), { numRuns: 60, seed: 1 });
const races = fc.sample(arbitraryScenario({ race: true }), { numRuns: 20, seed: 1 });
const random = [...inOrder, ...races].map((text) => loadProgram(text, 'random'));

const all = search(defaultBounds.states);

describe('a register is read only where it is needed and was written', () => {
  it.each(policies.map(({ id }) => id))('in every interleaving of every built-in scenario, under %s', (id) => {
    const lifetimes = new RegisterLifetimes();
    for (const program of scenarios) run(lifetimes, program, policy(id), all);
    expect([...lifetimes.outlived]).toEqual([]);
  });

  it.each(policies.map(({ id }) => id))('in random programs and races, under %s', (id) => {
    const lifetimes = new RegisterLifetimes();
    for (const program of random) run(lifetimes, program, policy(id), search(300));
    expect([...lifetimes.outlived]).toEqual([]);
  });

  it.each(corners)('in $program.name', ({ program, under }) => {
    const lifetimes = new RegisterLifetimes();
    for (const kernel of under) for (const runRace of [walks(100), oneStop]) run(lifetimes, program, kernel, runRace);
    expect([...lifetimes.outlived]).toEqual([]);
  });
});

it('a register that is needed for longer than it is declared is found out', () => {
  const declared = fixRegisters().map((register) =>
    register.name === 'table' ? { ...register, needed: [register.owner] } : register,
  );
  const lifetimes = new RegisterLifetimes(declared);
  run(lifetimes, scenario('vmsplice-child-unmap'), policy('anon-exclusive'), all);
  expect([...lifetimes.outlived]).toContain(
    'anonymous-fault/unlock-touched reads own-and-lock-table.table, which is not needed any more or was not written yet',
  );
  expect(lifetimes.clean).toBeGreaterThan(100);
});
