import { operations } from '../../../core/mm/operations.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { compilePolicy, PolicyRegistry } from '../../../core/index.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { addressSpacePages } from '../../../core/program/address-space.js';
import type { Program } from '../../../core/program/program.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { Simulator } from '../../../core/simulate/simulator.js';
import { isPlayable, Player } from '../../../core/simulate/testing/play.js';

const registry = new PolicyRegistry(operations, builtinPolicies);

/** Page-cache pages exist from the start in a program's machine and on first use in the simulator. */
function comparable(events: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(events).filter(([name]) => name !== 'pages-allocated'));
}

function simulator(program: Program, policy: string): { simulator: Simulator; player: Player } {
  const compiled = compilePolicy(registry, policy);
  const made = new Simulator(compiled, {
    addressSpacePages: addressSpacePages(program),
    processes: program.processes.length,
    cpus: 1,
  });
  const dio = program.machine.dio ?? compiled.rules.directIo.reference;
  return { simulator: made, player: new Player(made, program, dio === 'pin') };
}

describe('the simulator', () => {
  for (const { id } of registry.standalone()) {
    it(`counts the same events as the step-by-step machine, operation by operation, under ${id}`, () => {
      fc.assert(
        fc.property(arbitraryScenario(), (text) => {
          const loaded = loadProgram(text, 'random');
          fc.pre(isPlayable(loaded));
          const program: Program = { ...loaded, machine: { ...loaded.machine, lruBatch: 'local', cpus: 1 } };
          const { simulator: sim, player } = simulator(program, id);
          player.prepare();
          sim.machine.counters.fill(0);
          const world = createWorld(program, compilePolicy(registry, id));
          const driver = new Driver(world, program);
          for (const operation of program.steps) {
            driver.runInOrder([operation], () => undefined);
            player.play(operation);
            expect({ at: operation.text, events: comparable(sim.events()) }).toEqual({
              at: operation.text,
              events: comparable(world.events()),
            });
          }
        }),
        { numRuns: 150 },
      );
    });
  }
});
