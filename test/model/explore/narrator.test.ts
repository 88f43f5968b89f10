import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { policies } from '../testing/builtin.js';
import { Driver } from '../../../core/explore/driver.js';
import type { Change } from '../../../core/explore/describe.js';
import { Narrator } from '../../../core/explore/narrator.js';
import { changeInWords } from '../../../core/explore/state-words.js';
import { oneRun } from '../../../core/explore/one-run.js';
import { createWorld } from '../../../core/explore/world.js';

/** Applies changes to what was said before. */
function follow(lines: Map<string, string>, changes: readonly Change[]): void {
  for (const { about, from, to } of changes.map(changeInWords)) {
    expect(lines.get(about)).toBe(from);
    if (to === undefined) lines.delete(about);
    else lines.set(about, to);
  }
}

it.each(policies)('what is said step by step adds up to what is there, under $id', (policy) => {
  fc.assert(fc.property(arbitraryScenario({ race: true }), (text) => {
    const program = loadProgram(text, 'random');
    const machine = createWorld(program, policy);
    const driver = new Driver(machine, program);
    const narrator = new Narrator(machine, program);
    const said = new Map(narrator.lines);
    const compare = (): void => {
      follow(said, narrator.changes());
      expect(said).toEqual(new Map(new Narrator(machine, program).lines));
    };
    driver.runInOrder(program.steps, compare);
    for (const { actor, choice } of oneRun(program, policy) ?? []) {
      driver.raceStep(actor, choice);
      compare();
    }
  }), { numRuns: 10 });
});
