/** In a race, invariants are asked only behind steps that wrote what they read: nothing is missed by it. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insert } from '../../../../core/engine/edits.js';
import { Driver } from '../../../../core/explore/driver.js';
import { exploreRace, type RaceResult } from '../../../../core/explore/search.js';
import { createWorld } from '../../../../core/explore/world.js';
import type { Field } from '../../../../core/machine/fields.js';
import { invariantsOf, type Invariant } from '../../../../core/oracle/invariants.js';
import { CountedSums } from '../../../../core/oracle/invariants/sums.js';
import { isUnderLock } from '../../../../core/oracle/invariants/invariant.js';
import type { CompiledPolicy, PolicyMachine } from '../../../../core/policy/compile.js';
import { defaultBounds } from '../../../../core/program/bounds.js';
import type { Breach } from '../../../../core/program/breach.js';
import type { Program } from '../../../../core/program/program.js';
import { policy, scenario } from '../../testing/builtin.js';
import { caughtMutants } from '../../testing/mutants/index.js';
import { compileMutant } from '../../testing/mutants/mutant.js';
import { spoilers, spoiling, type Spoiler } from '../../testing/spoilers.js';

/** Asks them all, whatever a step has changed. */
class AsksAll extends Driver {
  override collect(quiescent?: boolean): readonly Breach[] {
    return super.collect(quiescent);
  }
}

const bounds = { ...defaultBounds, states: 3_000 };

function explore(kind: typeof Driver, program: Program, under: CompiledPolicy): RaceResult {
  const driver = new kind(createWorld(program, under), program);
  driver.runInOrder(program.steps, () => undefined);
  return exploreRace(driver, bounds, () => undefined);
}

/** Both ways. @returns what the invariants found */
function broken(program: Program, under: CompiledPolicy): string[] {
  const asked = explore(Driver, program, under);
  expect(asked).toEqual(explore(AsksAll, program, under));
  return asked.broken.flatMap(({ breaches }) => breaches.flatMap(({ invariant = [] }) => invariant));
}

const races = ['rw-pin-races-fork', 'ro-pin-races-reuse', 'write-faults-of-two-processes', 'pin-races-dontneed'].map(scenario);

/** Only in the race: its states are restored, and not followed. */
function spoiled(spoil: Spoiler, parent: string): CompiledPolicy {
  const inRace: Spoiler = (m, pfn) => {
    if (m.changes === undefined) spoil(m, pfn);
  };
  return spoiling(inRace, parent, 'handle-mm-fault', insert('spoil').after('find-vma'));
}

describe('behind the steps of a race, the same is broken, at the same transitions, as if all were asked', () => {
  it('whatever a wrong step spoils', () => {
    const found = Object.values(spoilers).flatMap((spoil) =>
      ['anon-exclusive', 'early-cow'].flatMap((parent) => races.flatMap((race) => broken(race, spoiled(spoil, parent)))),
    );
    const always = invariantsOf(policy('anon-exclusive')).filter(({ when }) => when !== 'quiescent');
    expect([...new Set(found)]).toEqual(expect.arrayContaining(always.map(({ id }) => id)));
  });

  it('every mutant that a race tells', () => {
    const told = caughtMutants.flatMap((mutant) =>
      Object.keys(mutant.caughtBy)
        .map(scenario)
        .filter(({ race }) => race.length > 0)
        .flatMap((race) => mutant.of.flatMap((parent) => broken(race, compileMutant(mutant, parent)))),
    );
    expect(told).not.toEqual([]);
  });
});

/** What is wrong by each invariant that holds in every state, as `Driver.collect` would find it. */
function flawsOf(m: PolicyMachine, invariants: readonly Invariant[]): string[] {
  const sums = new CountedSums(m);
  sums.count();
  return invariants.map((invariant) => {
    const { of, when } = invariant;
    const count = of === 'frame' ? sums.frames.length : m.state.room(of);
    const things = Array.from({ length: count }, (_, at) => (of === 'frame' ? sums.frames[at] : at));
    const flawed = things.find(
      (thing) => invariant.wrong(m, thing, sums) !== undefined && !(when === 'unlocked' && isUnderLock(m, of, thing)),
    );
    return flawed === undefined ? '' : JSON.stringify(invariant.wrong(m, flawed, sums));
  });
}

/** Some state on the way of a race. */
function somewhere(program: Program, under: CompiledPolicy, turns: readonly number[]): PolicyMachine {
  const driver = new Driver(createWorld(program, under), program);
  driver.runInOrder(program.steps, () => undefined);
  driver.beginRace();
  for (const turn of turns) {
    const { actor } = program.race[turn % program.race.length];
    if (driver.choicesOf(actor) > 0 && driver.raceStep(actor, 0) === undefined) break;
  }
  return driver.machine;
}

describe('what invariants read is declared', () => {
  const under = policy('anon-exclusive');
  const invariants = invariantsOf(under).filter((invariant) => invariant.when !== 'quiescent');
  const turns = fc.array(fc.nat(3), { maxLength: 60, size: 'max' });
  const spoil = fc.constantFrom(...Object.values(spoilers), () => undefined);

  it('no other field decides whether one holds, or what is wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...races), turns, spoil, (program, way, wrong) => {
        const m = somewhere(program, under, way);
        wrong(m, m.pte.entry.frameAt(0));
        const before = flawsOf(m, invariants);
        for (const [name, cells] of m.state.memory()) {
          for (const [at, was] of cells.entries()) {
            for (const value of [was + 1, was - 1, was ^ 1, cells[(at + 1) % cells.length]]) {
              cells[at] = value;
              const behind = flawsOf(m, invariants);
              cells[at] = was;
              const changed = invariants.filter((_, number) => behind[number] !== before[number]);
              const undeclared = changed.filter(({ reads }) => !reads.includes(name as Field));
              expect(undeclared.map(({ id }) => `${id} reads ${name}`)).toEqual([]);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
