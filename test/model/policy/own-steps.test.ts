/** A policy may bring steps and fields of its own; here one that notes which frames were made by a copy. */

import 'reflect-metadata';
import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { Machine } from '../../../core/machine/machine.js';
import { insert } from '../../../core/engine/edits.js';
import { call, fail, goto, next, waysOf } from '../../../core/engine/answers.js';
import { step } from '../../../core/engine/step.js';
import { register } from '../../../core/engine/registers.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { definePolicy } from '../../../core/policy/policy.js';
import { operations } from '../../../core/mm/operations.js';
import { valueOf } from '../../../core/program/contents.js';
import type { ViewWith } from '../../../core/rules/own-fields.js';
import { Reuse, Rule, type WriteFaultRule } from '../../../core/rules/rule.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { orderOf } from '../testing/orders.js';
import { Footprints } from '../testing/footprints.js';
import { testProgram } from '../testing/programs.js';

const written = { entity: 'frame', name: 'written', bits: 8 } as const;
const foundPte = register('own-and-lock-table', 'pte');

function noteWritten(m: Machine, a: number) {
  m.extra('frame', 'written').add(a, m.pte.entry.frame(a, m.get(a, foundPte)), 1);
  return next;
}

const noting = definePolicy('noting', {
  title: 'Notes which frames a copy has made',
  extends: 'mapcount',
  fields: [written],
  steps: {
    'copy-page': [
      step('note-written', [next], noteWritten, { reads: ['pte.entry', written], writes: [written], needs: ['pte-lock'] }),
    ],
  },
  orders: { 'copy-page': [insert('note-written').after('install-copy')] },
});

const registry = new PolicyRegistry(operations, [...builtinPolicies, noting]);
const policy = compilePolicy(registry, 'noting');

const program = testProgram('both-write');

describe('a register of the machine', () => {
  it('is found by the list and its name, and a wrong name is refused with the nearest one', () => {
    expect(register('handle-mm-fault', 'frame')).not.toBe(foundPte);
    expect(() => register('own-and-lock-table', 'pet')).toThrow(
      expect.objectContaining({ code: 'COW004', hint: expect.stringContaining('own-and-lock-table.pte') as unknown }),
    );
  });
});

describe('a policy with a field and a step of its own', () => {
  it('has the field in the state of every machine, at zero', () => {
    const m = createWorld(program, policy);
    const plain = createWorld(program, compilePolicy(registry, 'mapcount'));
    expect(m.state.bytes.length).toBeGreaterThan(plain.state.bytes.length);
    expect([...m.extra('frame', 'written').cells]).toEqual(Array.from({ length: m.shape.frames }, () => 0));
    expect(() => plain.extra('frame', 'written')).toThrow('no field frame.written was declared');
  });

  it('runs the step where its order has it, and the step reaches the field', () => {
    const m = createWorld(program, policy);
    const driver = new Driver(m, program);
    const taken: string[] = [];
    const race = program.race.flatMap(({ operations: list }) => list);
    expect(driver.runInOrder([...program.steps, ...race], ({ step: name }) => taken.push(name))).toEqual([]);
    expect(taken.filter((name) => name === 'note-written')).toHaveLength(1);
    expect(taken[taken.indexOf('note-written') - 1]).toBe('install-copy');
    const written = [...m.extra('frame', 'written').cells];
    expect(written.filter((count) => count === 1)).toHaveLength(1);
    expect(valueOf(program, m.frame.lo.at(written.indexOf(1)))).toBe(1);
  });

  it('is explored like any other: the field is saved and compared with the rest of the state', () => {
    const checked = checkProgram(program, policy);
    const plain = checkProgram(program, compilePolicy(registry, 'mapcount'));
    expect(checked).toMatchObject({ verdict: 'holds', complete: true, outcomes: 1 });
    expect(checked.states).toBeGreaterThan(plain.states);
  });
});

@injectable()
class ReuseWritten implements WriteFaultRule {
  readonly reads = ['frame.written'];
  mayReuse(frame: ViewWith<'frame', typeof written>): Reuse {
    return frame.written > 0 ? Reuse.now : Reuse.copy;
  }
}

it('footprints know a field that a policy has added: what its step and its rule touch is what they declare', () => {
  const reusing = definePolicy('reusing', { title: '', extends: 'noting', rules: { [Rule.WriteFault]: ReuseWritten } });
  const footprints = new Footprints();
  const m = createWorld(
    program,
    footprints.watch(compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, noting, reusing]), 'reusing')),
  );
  m.restorable();
  footprints.instrument(m);
  const race = program.race.flatMap(({ operations: list }) => list);
  expect(new Driver(m, program).runInOrder([...program.steps, ...race], () => undefined)).toEqual([]);
  const [noted] = [...footprints.steps.values()].filter(({ name }) => name === 'copy-page/note-written');
  expect([[...noted.reads].toSorted(), [...noted.writes]]).toEqual([['frame.written', 'pte.entry'], ['frame.written']]);
  expect([...footprints.rules.values()].filter(({ name }) => name === 'ReuseWritten')).toEqual([
    { name: 'ReuseWritten', declared: ['frame.written'], reads: new Set(['frame.written']) },
  ]);
});

describe('a step of its own', () => {
  it('may answer what it declares and nothing else, the compiler says', () => {
    const declared = step('walk', [next, goto('pte-done')], (m) => (m.choice === 0 ? next : goto('pte-done')));
    expect(waysOf(declared)).toEqual({ goes: ['pte-done'], calls: [], goesOn: true, fails: false });
    // @ts-expect-error: it jumps where it does not say that it jumps.
    step('walk', [next, goto('pte-done')], (m) => (m.choice === 0 ? next : goto('copy-early')));
    // @ts-expect-error: it may fail.
    step('walk', [next], () => fail('EFAULT'));
    // @ts-expect-error: a number is no answer.
    step('walk', [next], () => 0);
  });

  /** A policy in which each of these lists first calls the one behind it. */
  function calling(...lists: readonly string[]): CompiledPolicy {
    const steps = Object.fromEntries(
      lists.slice(0, -1).map((list, place) => [list, [step('first', [call(lists[place + 1])], () => call(lists[place + 1]))]]),
    );
    const orders = Object.fromEntries(
      Object.keys(steps).map((list) => [list, [insert('first').before(orderOf('mapcount', list)[0])]]),
    );
    return compilePolicy(
      new PolicyRegistry(operations, [
        ...builtinPolicies,
        definePolicy('deep', { title: '', extends: 'mapcount', steps, orders }),
      ]),
      'deep',
    );
  }

  it('is refused when the lists that it calls lead back', () => {
    expect(() => calling('load', 'load')).toThrow(
      expect.objectContaining({ code: 'COW062', message: 'The policy `deep` nests load → load.' }),
    );
  });

  it('may call as deep as it likes: a stack is as deep as the lists of the policy nest', () => {
    const usual = compilePolicy(registry, 'mapcount').stackDepth;
    const deep = ['wait', 'lru-drain', 'dma-read', 'dma-write', 'file-read', 'file-write', 'gup'];
    expect([calling('wait', 'lru-drain').stackDepth, calling(...deep).stackDepth]).toEqual([usual, usual + deep.length - 1]);
  });
});
