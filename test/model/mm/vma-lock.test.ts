/** Faults under the lock of their area: 6.4 let them run beside fork, 6.4.3 did not any more (fb49c455323f). */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { insert, replace } from '../../../core/engine/edits.js';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy } from '../../../core/policy/compile.js';
import { commit, defineVariant } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { scenarios } from '../testing/builtin.js';

const around = (list: string, ...failing: string[]) => [
  insert('write-lock-areas').after(`lock-mm-for-${list}`),
  insert('end-area-writes').before(`unlock-mm-after-${list}`),
  ...failing.map((unlock) => insert('end-area-writes-failing').before(unlock)),
];

const vmaLocks = defineVariant('vma-locks-6.4', {
  title: 'Faults take the lock of their area; whoever changes an area locks it first, but fork does not',
  sources: [commit('0b6cc04f3db3')],
  orders: {
    'page-fault': [
      insert('lock-vma').before('lock-mm'),
      replace('back-off:', 'unlock-mm-failing').by('handle-under-vma-lock', 'unlock-vma', 'back-off:', 'unlock-failing-fault'),
    ],
    munmap: around('munmap'),
    mprotect: around('change', 'unlock-mm-failing-change'),
    mremap: around('move', 'unlock-mm-failing-move'),
    'madvise-fork': around('advice', 'unlock-mm-failing-advice'),
  },
});

const forkLocks = defineVariant('fork-locks-areas-6.4.3', {
  title: 'Fork locks the areas that it copies',
  sources: [commit('fb49c455323f')],
  orders: { fork: around('fork', 'unlock-mm-after-failed-fork') },
});

const registry = new PolicyRegistry(operations, [...builtinPolicies, vmaLocks, forkLocks]);

/** A fault copies a page while fork shares it, and a third thread still stores through what its TLB has. */
const race = loadProgram(
  `name: fault-beside-fork
title: Faults beside fork
memory: { buf: { pages: 1, touched: true } }
steps:
  - P: { write: buf, value: 1 }
race:
  P: [{ fork: C }]
  P.t1: [{ write: buf.lo, value: 2 }, { read: buf.lo, as: r1 }]
  P.t2: [{ write: buf.hi, value: 3 }, { read: buf.hi, as: r2 }]
`,
  'fault-beside-fork',
);

describe('a fault under the lock of its area', () => {
  it('loses a store where it runs beside fork, and none where fork locks the areas, or faults wait for the mmap lock', () => {
    const verdicts = ['', '+vma-locks-6.4', '+vma-locks-6.4+fork-locks-areas-6.4.3'].map((locks) => {
      const { verdict, breaches, complete } = checkProgram(race, compilePolicy(registry, `anon-exclusive-6.2${locks}`));
      return [verdict, complete, [...new Set(breaches.map(({ kind }) => kind))]];
    });
    expect(verdicts).toEqual([
      ['holds', true, []],
      ['violates', true, ['lost-write']],
      ['holds', true, []],
    ]);
  });

  const mmapLock = compilePolicy(registry, 'anon-exclusive-6.2');
  const both = compilePolicy(registry, 'anon-exclusive-6.2+vma-locks-6.4+fork-locks-areas-6.4.3');

  it.each(scenarios.filter(({ race: { length } }) => length === 0).map((program) => [program.name, program] as const))(
    'does what one under the mmap lock does in a total order: %s',
    (_, program) => {
      const [expected, { verdict, breaches }] = [checkProgram(program, mmapLock), checkProgram(program, both)];
      expect([verdict, breaches]).toEqual([expected.verdict, expected.breaches]);
    },
  );

  it('gives the lock back, with an error too, and leaves no area locked', () => {
    const program = loadProgram(
      `name: ways
title: All ways out
memory: { a: { pages: 2, touched: true }, b: { pages: 1, prot: r } }
steps:
  - P: { write: a, value: 1 }
  - P: { mprotect: "a[1]", prot: r }
  - P: { write: "a[1]", value: 2, as: refused }
  - P: { fork: C }
  - C: { write: "a[0]", value: 3 }
  - P: { munmap: "a[1]" }
  - P: { mprotect: a, prot: r, as: hole }
  - P: { madvise: b, advice: wipeonfork }
`,
      'ways',
    );
    const m = createWorld(program, both);
    const taken = new Set<string>();
    const held = (): boolean => [...m.vma.lock.cells, ...m.mm.mmapReaders.cells].some((lock) => lock !== 0);
    const heldBehind: string[] = [];
    for (const operation of program.steps) {
      expect(new Driver(m, program).runInOrder([operation], ({ step }) => taken.add(step))).toEqual([]);
      if (held()) heldBehind.push(operation.text);
    }
    expect(heldBehind).toEqual([]);
    expect([...taken]).toEqual(
      expect.arrayContaining(['unlock-vma', 'unlock-failing-fault', 'end-area-writes', 'end-area-writes-failing']),
    );
  });

  it('cannot be without the writers giving the areas back, on whatever way out', () => {
    const forgetful = defineVariant('forgetful', {
      title: 'The way out with an error forgets the areas',
      orders: { mprotect: around('change') },
    });
    const compile = (): unknown =>
      compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, forgetful]), 'mapcount+forgetful');
    expect(compile).toThrow(/vma-write-locks/);
  });
});
