import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { insert } from '../../../core/engine/edits.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { compilePolicy, definePolicy, lookupPte, next, PolicyRegistry, step, type Step } from '../../../core/index.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { addressSpacePages, type Program } from '../../../core/program/program.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { Simulator } from '../../../core/simulate/simulator.js';
import { isPlayable, Player } from '../../../core/simulate/testing/play.js';

const registry = new PolicyRegistry(builtinPolicies);

/** Page-cache pages exist from the start in a program's machine and on first use in the simulator. */
function comparable(events: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(events).filter(([name]) => name !== 'pages-allocated'));
}

function simulator(program: Program, policy: string): { simulator: Simulator; player: Player } {
  const compiled = compilePolicy(registry, policy);
  const made = new Simulator(compiled, { addressSpacePages: addressSpacePages(program), processes: program.processes.length, cpus: 1 });
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
            expect({ at: operation.text, events: comparable(sim.events()) }).toEqual({ at: operation.text, events: comparable(world.events()) });
          }
        }),
        { numRuns: 150 },
      );
    });
  }


  it('gives freed frames out again and ends with none in use', () => {
    const sim = new Simulator(compilePolicy(registry, 'anon-exclusive'), { addressSpacePages: 2048, processes: 2 });
    sim.map(0, 0, 2048, { backing: 'anon', shared: false, prot: 'rw' });
    for (let page = 0; page < 2048; page++) sim.store(0, page);
    const child = sim.fork(0);
    for (let page = 0; page < 1000; page++) sim.store(0, page);
    expect(sim.framesInUse()).toBe(3048);
    sim.exit(child);
    sim.exit(0);
    sim.lruDrain();
    expect(sim.framesInUse()).toBe(0);
    expect(sim.peakFrames).toBe(3048);
  });

  it('stores to the frame that the page table names also when copies have made the machine grow', () => {
    const pages = 700;
    const sim = new Simulator(compilePolicy(registry, 'mapcount'), { addressSpacePages: pages, processes: 2 });
    sim.map(0, 0, pages, { backing: 'anon', shared: false, prot: 'rw' });
    for (let page = 0; page < pages; page++) sim.store(0, page);
    const child = sim.fork(0);
    for (let page = 0; page < pages; page++) sim.store(child, page);
    expect(sim.framesInUse()).toBeGreaterThan(pages + 1);
    const contents = (process: number, page: number): number[] => {
      const { pte, frame } = sim.machine;
      const pfn = pte.frame[lookupPte(sim.machine, process, page)];
      return [frame.lo[pfn], frame.hi[pfn]];
    };
    const last = pages - 1;
    const ofParent = contents(0, last);
    const [before] = contents(child, last);
    sim.store(child, last);
    expect(contents(child, last)).toEqual([before + 1, before + 1]);
    expect(contents(0, last)).toEqual(ofParent);
  });

  it('runs the lists that a policy orders, also for accesses that need no fault and for draining the LRU', () => {
    const ran: string[] = [];
    const note = (name: string): Step => step(name, () => {
      ran.push(name);
      return next;
    });
    const policy = definePolicy('noting', {
      title: 'Notes what runs', extends: 'anon-exclusive',
      steps: { load: [note('note-load')], store: [note('note-store')], 'lru-drain': [note('note-drain')] },
      orders: {
        load: [insert('note-load').before('load-from-page')],
        store: [insert('note-store').before('store-to-page')],
        'lru-drain': [insert('note-drain').before('drain-all')],
      },
    });
    const sim = new Simulator(compilePolicy(new PolicyRegistry([...builtinPolicies, policy]), 'noting'), { addressSpacePages: 1, processes: 1 });
    sim.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'rw' });
    sim.store(0, 0);
    ran.length = 0;
    expect([sim.store(0, 0), sim.load(0, 0)]).toEqual([true, true]);
    sim.lruDrain();
    expect(ran).toEqual(['note-store', 'note-load', 'note-drain']);
  });

  it('refuses an access without a mapping, and a store to a read-only one', () => {
    const sim = new Simulator(compilePolicy(registry, 'mapcount'), { addressSpacePages: 8, processes: 1 });
    sim.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'r' });
    expect([sim.load(0, 0), sim.store(0, 0), sim.load(0, 1)]).toEqual([true, false, false]);
  });
});
