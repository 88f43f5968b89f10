/** One source of semantics: a list run to its end and the same list run step by step are one machine. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../core/machine/machine.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Operation, Program } from '../../../core/program/program.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { runToEnd } from '../../../core/engine/interpreter.js';
import { policies } from '../testing/builtin.js';
import { Driver } from '../../../core/explore/driver.js';
import { beginOperation, finishOperation, isSkipped, skipOperation } from '../../../core/explore/lifecycle.js';
import { createWorld } from '../../../core/explore/world.js';

/** Runs a whole operation at once. False: it is blocked for good. */
function perform(m: Machine, program: Program, operation: Operation): boolean {
  if (isSkipped(m, program, operation)) {
    skipOperation(m, operation);
    return true;
  }
  beginOperation(m, program, operation);
  for (;;) {
    if (!runToEnd(m, operation.actor)) return false;
    if (finishOperation(m, program, operation)) return true;
  }
}

describe.each(policies)('$id', (policy) => {
  it('comes to the same state and events whether operations run at once or step by step', () => {
    fc.assert(
      fc.property(arbitraryScenario(), (text) => {
        const program = loadProgram(text, 'random');
        const stepped = createWorld(program, policy);
        const driver = new Driver(stepped, program);
        const atOnce = createWorld(program, policy);
        for (const operation of program.steps) {
          const isOver = perform(atOnce, program, operation);
          const breaches = driver.runInOrder([operation], () => {});
          expect({
            after: operation.text,
            isOver: !breaches.some((b) => b.kind === 'progress'),
            hasSameState: Buffer.compare(atOnce.state.bytes, stepped.state.bytes) === 0,
            counters: stepped.counters,
            peakFrames: stepped.peakFrames,
          }).toEqual({
            after: operation.text,
            isOver,
            hasSameState: true,
            counters: atOnce.counters,
            peakFrames: atOnce.peakFrames,
          });
          if (!isOver) return;
        }
      }),
      { numRuns: 200 },
    );
  });
});
