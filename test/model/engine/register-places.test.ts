/** Registers share places; no step may read what another list has left in its place. */

import { describe, expect, it } from 'vitest';
import { register } from '../../../core/engine/registers.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import type { Program } from '../../../core/program/program.js';
import { Random } from '../../../core/program/random.js';
import { policies, policy, scenario, scenarios } from '../testing/builtin.js';
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

describe('a register', () => {
  it.each(policies.map(({ id }) => id))('has what was written to it, wherever it is: every built-in scenario under %s', (id) => {
    expect([...new Set(scenarios.flatMap((program) => mixedIn(program, policy(id))))]).toEqual([]);
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

it('fewer places than registers are needed, and lists of one operation never share', () => {
  const { registers, registerAt } = policy('anon-exclusive');
  expect(registers).toBeLessThan(registerAt.length / 1.5);
  expect(registerAt[register('copy-page-range', 'page')]).not.toBe(registerAt[register('own-and-lock-table', 'page')]);
});
