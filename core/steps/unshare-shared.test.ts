/** A rule that has shared memory unshared is wrong; the machine answers as the kernel does. */

import { injectable } from 'inversify';
import { expect, it } from 'vitest';
import { builtinPolicies } from '../../policies/index.js';
import { UnshareBeforeReadPin } from '../../policies/anon-exclusive/index.js';
import { Driver } from '../explore/driver.js';
import { createWorld } from '../explore/world.js';
import { compilePolicy, definePolicy, PolicyRegistry, Pte, Rule } from '../index.js';
import { loadProgram } from '../program/load.js';
import { codes } from '../program/values.js';

@injectable()
class UnshareAll extends UnshareBeforeReadPin {
  override mustUnshare(): boolean {
    return true;
  }
}

it('refuses the pin, and makes no page of a shared mapping writable (sanitize_fault_flags)', () => {
  const greedy = definePolicy('greedy', { title: 'Unshares all', extends: 'anon-exclusive', rules: { [Rule.Gup]: UnshareAll } });
  const program = loadProgram(`name: shared
memory: { a: { pages: 1, shared: true } }
steps:
  - P: { read: a }
  - P: { pin: a, as: h }
`, 'shared');
  const m = createWorld(program, compilePolicy(new PolicyRegistry([...builtinPolicies, greedy]), 'greedy'));
  new Driver(m, program).runInOrder(program.steps, () => undefined);
  expect(m.observation.value[program.steps[1].result]).toBe(codes.EFAULT);
  expect(m.handle.frame[0]).toBe(0);
  expect([...m.pte.word].filter((word) => (word & Pte.write) !== 0)).toEqual([]);
});
