/** Registers share places, as many as can; no step may read what another list has left in its place. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waysOf } from '../../../core/engine/answers.js';
import { fixRegisters, register } from '../../../core/engine/registers.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import type { Program } from '../../../core/program/program.js';
import { Random } from '../../../core/program/random.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { policies, policy, scenario, scenarios } from '../testing/builtin.js';
import { corners } from '../testing/corners.js';
import { listsThatNeed } from '../testing/register-lifetimes.js';
import { RegisterTags } from '../testing/register-tags.js';

/** Runs of a race, each in an order of its own. */
const runs = 3;

/** Runs a program as it is scheduled by chance; who is blocked gives way. */
function watched(program: Program, kernel: CompiledPolicy, seed: number): RegisterTags {
  const m = createWorld(program, kernel);
  const tags = new RegisterTags(m);
  const driver = new Driver(m, program);
  driver.runInOrder(program.steps, () => undefined);
  if (program.race.length > 0) race(driver, tags, new Random(seed));
  driver.runInOrder(program.after, () => undefined);
  return tags;
}

function race(driver: Driver, tags: RegisterTags, random: Random): void {
  driver.beginRace();
  const { bytes } = driver.machine.state;
  const actors = driver.program.race.map(({ actor }) => actor);
  // A run that goes round is left alone: the search is who tells.
  for (let steps = 0, waiting: number[] = []; steps < 5_000 && waiting.length < actors.length; steps++) {
    const ready = actors.filter((actor) => !waiting.includes(actor));
    const actor = ready[random.below(ready.length)];
    const [before, restoreTags] = [bytes.slice(), tags.save()];
    const choices = driver.choicesOf(actor);
    bytes.set(before);
    const isTaken = choices > 0 && driver.raceStep(actor, random.below(choices)) !== undefined;
    driver.collectOfStep();
    waiting = isTaken ? [] : [...waiting, actor];
    if (isTaken) continue;
    bytes.set(before);
    restoreTags();
  }
}

function mixedIn(program: Program, kernel: CompiledPolicy): string[] {
  const seeds = program.race.length > 0 ? Array.from({ length: runs }, (_, seed) => seed) : [0];
  return seeds.flatMap((seed) => [...watched(program, kernel, seed).mixed]);
}

const inOrder = fc.sample(arbitraryScenario(), { numRuns: 100, seed: 1 });
const races = fc.sample(arbitraryScenario({ race: true }), { numRuns: 50, seed: 1 });
const random = [...inOrder, ...races].map((text) => loadProgram(text, 'random'));

describe('a register', () => {
  it.each(policies)('has what was written to it, wherever it is, in scenarios and random programs, under $id', (kernel) => {
    const led = corners.flatMap(({ program, under }) => (under.includes(kernel) ? program : []));
    expect([...new Set([...scenarios, ...led, ...random].flatMap((program) => mixedIn(program, kernel)))]).toEqual([]);
  });

  it('is read where it was written, many times', () => {
    expect(watched(scenario('rw-pin-races-fork'), policy('anon-exclusive'), 1).clean).toBeGreaterThan(100);
  });

  it('that shares a place with one that is still needed is found out', () => {
    const kernel = policy('anon-exclusive');
    const registerAt = kernel.registerAt.slice();
    registerAt[register('new-anon-rmap', 'mm')] = registerAt[register('own-and-lock-table', 'table')];
    const tags = watched(scenario('vmsplice-child-unmap'), { ...kernel, registerAt }, 0);
    expect([...tags.mixed]).toContain(
      'copy-page/unlock-copied reads own-and-lock-table.table, where new-anon-rmap.mm was written',
    );
  });
});

/** Every way down the calls of a policy: the stacks that there can be, outermost list first. */
function stacksOf(kernel: CompiledPolicy): string[][] {
  const callees = new Map(kernel.lists.map(({ name, steps }) => [name, new Set(steps.flatMap((step) => waysOf(step).calls))]));
  const from = (list: string): string[][] => {
    const called = [...(callees.get(list) ?? [])];
    return called.length === 0 ? [[list]] : called.flatMap((callee) => from(callee).map((rest) => [list, ...rest]));
  };
  return [...callees.keys()].flatMap(from);
}

it.each(policies)('there are no more places than registers are needed at once, under $id', (kernel) => {
  const names = new Set(kernel.lists.map(({ name }) => name));
  const needed = fixRegisters().map((declared) => [...listsThatNeed(declared, kernel.lists)].filter((list) => names.has(list)));
  const onStack = (stack: readonly string[]): number =>
    needed.filter((lists) => lists.length === 0 || lists.some((list) => stack.includes(list))).length;
  expect(kernel.registers).toBe(Math.max(...stacksOf(kernel).map(onStack)));
});
