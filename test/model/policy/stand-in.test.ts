/** A step may stand in for a mandatory one that has the same brackets; here faults under the lock of their area. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { anyError, call, done, failing, next } from '../../../core/engine/answers.js';
import { insert, replace, without } from '../../../core/engine/edits.js';
import { register } from '../../../core/engine/registers.js';
import { step, type Step } from '../../../core/engine/step.js';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { Machine } from '../../../core/machine/machine.js';
import { findVma } from '../../../core/machine/vma.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { defineVariant, type PolicyDefinition } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { testProgram } from '../testing/programs.js';

const fault = { mm: register('handle-mm-fault', 'mm'), page: register('handle-mm-fault', 'page') };
const callHandle = call('handle-mm-fault');
const readers = { entity: 'vma', name: 'readers', bits: 8 } as const;

function count(m: Machine, a: number, more: number): void {
  const v = findVma(m, a, m.get(a, fault.mm), m.get(a, fault.page));
  if (v >= 0) m.extra('vma', 'readers').add(a, v, more);
}

const lockVma = step('lock-vma', [callHandle], (m, a) => (count(m, a, 1), callHandle), {
  writes: [readers],
  givesToCall: ['vma-lock'],
});
const unlockVma = step(
  'unlock-vma',
  [done, anyError],
  (m, a) => {
    count(m, a, -1);
    return m.actor.error[a] === 0 ? done : failing(m.actor.error[a]);
  },
  { writes: [readers], ends: ['vma-lock'] },
);
const underVmaLock: PolicyDefinition = {
  title: 'Faults take the lock of their area, not the mmap lock',
  fields: [readers],
  steps: { 'page-fault': [lockVma, unlockVma] },
  orders: {
    'page-fault': [
      replace('lock-mm').by('lock-vma'),
      without('unlock-mm', 'unlock-mm-failing'),
      insert('unlock-vma').after('back-off:'),
    ],
  },
};

function compiled(definition: PolicyDefinition): CompiledPolicy {
  const variant = defineVariant('vma', definition);
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, variant]), 'mapcount+vma');
}

/** Of a policy that has these steps and edits in one list. */
function refusal(list: string, steps: readonly Step[], ...edits: NonNullable<PolicyDefinition['orders']>[string]): string {
  try {
    compiled({ title: '', fields: [readers], steps: { [list]: steps }, orders: { [list]: edits } });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

describe('a fault under the lock of its area', () => {
  const policy = compiled(underVmaLock);

  it('takes and gives back that lock and not the mmap lock', () => {
    const program = testProgram('both-write');
    const m = createWorld(program, policy);
    const taken = new Set<string>();
    const race = program.race.flatMap(({ operations: list }) => list);
    expect(new Driver(m, program).runInOrder([...program.steps, ...race], ({ step: name }) => taken.add(name))).toEqual([]);
    expect([...taken]).toEqual(expect.arrayContaining(['lock-vma', 'unlock-vma']));
    expect([...taken].filter((name) => /^(un)?lock-mm(-failing)?$/u.test(name))).toEqual([]);
    expect([...m.extra('vma', 'readers').cells].every((held) => held === 0)).toBe(true);
    expect(checkProgram(program, policy)).toMatchObject({ verdict: 'holds', complete: true });
  });

  it('gives it back with an error, too', () => {
    const program = loadProgram(
      'name: refused\nmemory: { a: { pages: 1, prot: r } }\nsteps: [ { P: { write: a, value: 1, as: e } } ]\n',
      'refused',
    );
    const m = createWorld(program, policy);
    const taken: string[] = [];
    new Driver(m, program).runInOrder(program.steps, ({ step: name }) => taken.push(name));
    expect(taken.slice(-2)).toEqual(['find-vma', 'unlock-vma']);
    expect([...m.extra('vma', 'readers').cells].every((held) => held === 0)).toBe(true);
    expect(checkProgram(program, policy).outcomes).toBe(
      checkProgram(program, compilePolicy(new PolicyRegistry(operations, builtinPolicies), 'mapcount')).outcomes,
    );
  });

  it('may not be without any lock', () => {
    const handle = step('handle', [callHandle], () => callHandle);
    const noLock = [
      replace('lock-mm').by('handle'),
      without('unlock-mm', 'unlock-mm-failing'),
      insert('unlock-vma').after('back-off:'),
    ];
    expect(refusal('page-fault', [handle, unlockVma], ...noLock)).toBe(
      'The policy `vma` leaves out the mandatory step `lock-mm`.',
    );
    expect(refusal('load', [handle], insert('handle').before('load-from-page'))).toBe(
      'The policy `vma` runs `handle` without `mmap-lock or vma-lock`.',
    );
  });

  it('may not keep the lock', () => {
    expect(refusal('page-fault', [lockVma], replace('lock-mm').by('lock-vma'), without('unlock-mm', 'unlock-mm-failing'))).toBe(
      'The policy `vma` leaves out the mandatory step `unlock-mm`.',
    );
    const stop = step('stop', [done], () => done);
    expect(
      refusal(
        'page-fault',
        [lockVma, unlockVma, stop],
        replace('lock-mm').by('lock-vma', 'stop'),
        without('unlock-mm'),
        replace('unlock-mm-failing').by('unlock-vma'),
      ),
    ).toBe('The policy `vma` ends `page-fault` in `stop` with `vma-lock` still held.');
  });
});

it('the lock of an area is nothing for who needs the mmap lock', () => {
  const lock = step('lock-vma', [next], () => next, { gives: ['vma-lock'] });
  const unlock = step('unlock-vma', [next], () => next, { ends: ['vma-lock'] });
  expect(
    refusal('fork', [lock, unlock], replace('lock-mm-for-fork').by('lock-vma'), replace('unlock-mm-after-fork').by('unlock-vma')),
  ).toBe('The policy `vma` leaves out the mandatory step `lock-mm-for-fork`.');
});
