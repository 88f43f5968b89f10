/** Following changes finds exactly what looking at everything finds, behind every step. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insert } from '../../../../core/engine/edits.js';
import { Driver } from '../../../../core/explore/driver.js';
import { createWorld } from '../../../../core/explore/world.js';
import type { CompiledPolicy, Machine } from '../../../../core/index.js';
import { loadProgram } from '../../../../core/scenario/load.js';
import { breachKey } from '../../../../core/program/breach.js';
import type { Program } from '../../../../core/program/program.js';
import { arbitraryScenario } from '../../../../core/scenario/testing/arbitrary-program.js';
import { policies, scenarios } from '../../testing/builtin.js';
import { invariantsOf } from '../../../../core/oracle/invariants.js';
import { inspectionOf } from '../../../../core/oracle/invariants/inspect.js';
import { testProgram } from '../../testing/programs.js';
import { spoilers, spoiling } from '../../testing/spoilers.js';

/** The same machine, looked at as one whose states are restored. */
function unfollowed(m: Machine): Machine {
  return Object.create(m, { changes: { value: undefined }, places: { value: undefined } }) as Machine;
}

/** Runs a program, and compares behind every step. @returns breaches seen */
function compareAlong(program: Program, policy: CompiledPolicy): Set<string> {
  const m = createWorld(program, policy);
  const driver = new Driver(m, program);
  const byLooking = inspectionOf(unfollowed(m), invariantsOf(policy));
  const seen = new Set<string>();
  driver.runInOrder([...program.steps, ...program.after], ({ step: name }, breaches) => {
    const quiescent = m.actor.list.every((list) => list < 0);
    const looked = byLooking.broken(quiescent);
    // What the step itself broke comes first, and only the driver knows it.
    expect({ name, breaches: breaches.slice(breaches.length - looked.length) }).toEqual({ name, breaches: looked });
    for (const breach of looked) seen.add(breachKey(breach));
  });
  return seen;
}

const inOrder = scenarios.filter(({ race }) => race.length === 0);

describe.each(policies)('$id', (policy) => {
  it('is found to break the same by both', () => {
    for (const program of inOrder) compareAlong(program, policy);
    fc.assert(
      fc.property(arbitraryScenario(), (text) => void compareAlong(loadProgram(text, 'random'), policy)),
      { numRuns: 20 },
    );
  });
});

describe('what a wrong step breaks is found by both', () => {
  const program = testProgram('spoilt');

  it.each(Object.entries(spoilers))('%s', (_, spoil) => {
    const seen = compareAlong(program, spoiling(spoil, 'anon-exclusive', 'lru-drain', insert('spoil').before('drain-all')));
    expect(seen.size).toBeGreaterThan(0);
  });
});
