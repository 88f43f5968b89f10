/** Memory that runs out, whenever it does: nothing is left behind, and with enough of it nothing is different. */

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { outcomeOf } from '../../../core/explore/outcome.js';
import { checkProgram } from '../../../core/explore/check.js';
import { createWorld } from '../../../core/explore/world.js';
import { breachInWords } from '../../../core/program/breach-words.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import type { BreachKind } from '../../../core/program/verdict.js';
import { outcomeKey } from '../../../core/program/outcome.js';
import { initialFrames } from '../../../core/program/address-space.js';
import type { Program } from '../../../core/program/program.js';
import { codes } from '../../../core/program/values.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import type { CompiledPolicy, PolicyMachine } from '../../../core/policy/compile.js';
import { policies } from '../testing/builtin.js';

const anyProgram = arbitraryScenario().map((text) => loadProgram(text, 'random'));
const anyRace = arbitraryScenario({ race: true }).map((text) => loadProgram(text, 'random'));
const newest = policies[policies.length - 1];
const anyPolicy = fc.oneof(fc.constantFrom(...policies), fc.constant(newest));

function withFrames(program: Program, frames: number | undefined): Program {
  return { ...program, machine: { ...program.machine, frames } };
}

/** Runs it to its end, in order. What was breached on the way, and the machine behind it. */
function run(program: Program, policy: CompiledPolicy): { m: PolicyMachine; broken: readonly object[] } {
  const m = createWorld(program, policy);
  return { m, broken: new Driver(m, program).runInOrder([...program.steps, ...program.after], () => {}) };
}

/** Frames and page tables that are taken. */
function taken(m: PolicyMachine): number {
  return m.global.framesInUse.at(0) + m.global.tablesInUse.at(0);
}

/** Of every era: leaks, locks, odd sequences. What an outcome breaches in an old one may hang on whether a fork succeeds. */
const ofMachine: readonly BreachKind[] = ['invariant', 'lifetime', 'progress', 'crash'];

/** Kinds of breaches that a program has, and has not where memory never runs out. */
function onlyWhereItRunsOut(tight: Program, policy: CompiledPolicy, bounds = defaultBounds): string[] {
  const before = new Set(checkProgram(withFrames(tight, undefined), policy, bounds).breaches.map(({ kind }) => kind));
  return checkProgram(tight, policy, bounds)
    .breaches.filter(({ kind }) => !before.has(kind) && (policy === newest || ofMachine.includes(kind)))
    .map(breachInWords);
}

it('nothing is left behind, however little there is', () => {
  let ranOut = 0;
  fc.assert(
    fc.property(anyProgram, anyPolicy, (program, policy) => {
      const least = initialFrames(program);
      const { m: ample } = run(program, policy);
      const most = least + ample.shape.frames + ample.shape.tables;
      for (let frames = Math.max(1, least); frames < Math.min(most, least + 9); frames++) {
        const tight = withFrames(program, frames);
        const { m } = run(tight, policy);
        expect(taken(m)).toBeLessThanOrEqual(frames);
        if (outcomeOf(m, tight).some((value) => value === codes.oom)) ranOut++;
        expect(onlyWhereItRunsOut(tight, policy)).toEqual([]);
      }
    }),
    { seed: 9, numRuns: 60 },
  );
  expect(ranOut).toBeGreaterThan(60);
});

it('with enough of it all is as without a limit', () => {
  fc.assert(
    fc.property(anyProgram, anyPolicy, (program, policy) => {
      const free = run(program, policy);
      const wide = withFrames(program, free.m.shape.frames + free.m.shape.tables);
      const limited = run(wide, policy);
      expect(outcomeKey(outcomeOf(limited.m, wide))).toBe(outcomeKey(outcomeOf(free.m, program)));
      expect([taken(limited.m), limited.broken]).toEqual([taken(free.m), free.broken]);
    }),
    { seed: 9, numRuns: 100 },
  );
});

it('a race that runs out breaks nothing that it does not break otherwise', () => {
  fc.assert(
    fc.property(anyRace, anyPolicy, fc.integer({ min: 0, max: 4 }), (program, policy, more) => {
      const tight = withFrames(program, Math.max(1, initialFrames(program)) + more);
      const bounds = { ...defaultBounds, states: 20_000, memory: 200e6 };
      expect(onlyWhereItRunsOut(tight, policy, bounds)).toEqual([]);
    }),
    { seed: 9, numRuns: 25 },
  );
});
