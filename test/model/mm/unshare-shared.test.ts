/** FAULT_FLAG_UNSHARE in shared memory: sanitize_fault_flags drops the flag before anything looks at it. */

import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { UnshareBeforeReadPin } from '../../../policies/anon-exclusive/index.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { operations, compilePolicy, definePolicy, PolicyRegistry, Rule } from '../../../core/index.js';
import { Access } from '../../../core/machine/bits.js';
import type { Machine } from '../../../core/machine/machine.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policy } from '../testing/builtin.js';
import { fault } from '../../../core/mm/memory/faulting.js';
import { enter, runToEnd } from '../../../core/engine/interpreter.js';
import { listNumber } from '../../../core/engine/answers.js';
import { testProgram } from '../testing/programs.js';

/** A machine whose P has performed the steps, and then takes a fault of this access on page 0. */
function afterFault(access: number, ...steps: string[]): Machine {
  const program = loadProgram(
    [
      'name: shared',
      'memory: { a: { pages: 1, shared: true } }',
      'steps:',
      '  - P: { lru-drain: true }',
      ...steps.map((s) => `  - P: ${s}`),
      '',
    ].join('\n'),
    'shared',
  );
  const m = createWorld(program, policy('anon-exclusive'));
  expect(new Driver(m, program).runInOrder(program.steps, () => undefined)).toEqual([]);
  m.set(0, fault.mm, 0);
  m.set(0, fault.page, 0);
  m.set(0, fault.access, access);
  enter(m, 0, listNumber('page-fault'));
  expect(runToEnd(m, 0)).toBe(true);
  return m;
}

describe.each([
  ['an untouched page', []],
  ['a page that is mapped', ['{ write: a, value: 1 }']],
  ['a page that is mapped read-only', ['{ read: a }', '{ mprotect: a, prot: r }']],
])('an unshare fault of %s of shared memory', (_, steps) => {
  it('does what a read fault does, and is no error', () => {
    const unshared = afterFault(Access.unshare, ...steps);
    const read = afterFault(Access.read, ...steps);
    expect(unshared.actor.error[0]).toBe(0);
    expect([...unshared.pte.entry.words]).toEqual([...read.pte.entry.words]);
    expect(unshared.events()).toEqual(read.events());
  });
});

@injectable()
class UnshareAll extends UnshareBeforeReadPin {
  override mustUnshare(): boolean {
    return true;
  }
}

it('never ends for a rule that wants shared memory unshared: each fault answers that all is well', () => {
  const greedy = definePolicy('greedy', { title: 'Unshares all', extends: 'anon-exclusive', rules: { [Rule.Gup]: UnshareAll } });
  const program = testProgram('pin-of-shared-memory');
  const m = createWorld(program, compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, greedy]), 'greedy'));
  const breaches = new Driver(m, program).runInOrder(program.steps, () => undefined);
  expect(breaches).toEqual([{ kind: 'progress', what: 'goes-round', facts: { actor: 'P', operation: 'pin a, as h' } }]);
  expect(m.handle.frame.at(0)).toBe(0);
});
