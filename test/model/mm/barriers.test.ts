import { expect, test } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { operations, compilePolicy, PolicyRegistry } from '../../../core/index.js';
import { Simulator } from '../../../core/simulate/simulator.js';

const registry = new PolicyRegistry(operations, builtinPolicies);

test.each([
  ['anon-exclusive-6.0', 0],
  ['anon-exclusive-6.1', 1],
] as const)('a lockless pin is followed by a barrier since 6.1, a plain reference never: %s', (policy, barriers) => {
  const sim = new Simulator(compilePolicy(registry, policy), { addressSpacePages: 1, processes: 1 });
  sim.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'rw' });
  sim.store(0, 0);
  const barriersOf = (): number => sim.events()['barriers-after-atomics'];
  sim.get(0, 0, { write: false });
  expect(barriersOf()).toBe(0);
  sim.pin(0, 0, { write: true, longterm: false });
  expect(barriersOf()).toBe(barriers);
  expect(sim.events()['gup-fast-pages']).toBe(2);
});
