/** What a rule gets is a window: it shows values, and leads nowhere. */

import 'reflect-metadata';
import { injectable, type Newable } from 'inversify';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram } from '../../../core/explore/check.js';
import { compilePolicy } from '../../../core/policy/compile.js';
import { definePolicy } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { Rule } from '../../../core/rules/rule.js';
import { reachableFrom } from '../../../core/testing/reachable.js';
import { Machine } from '../../../core/machine/machine.js';
import { Shown } from '../../../core/machine/views.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('asks-everything');

/** By question: what a rule was handed. */
const handed = new Map<string, readonly unknown[]>();

/** A rule whose methods answer one value each, and keep what they are handed. */
function keeping(answers: Readonly<Record<string, unknown>>, constants: Readonly<Record<string, unknown>> = {}): Newable<object> {
  class Keeps {
    readonly reads = [] as const;
    constructor() {
      Object.assign(this, constants);
      for (const [question, answer] of Object.entries(answers)) {
        Object.assign(this, { [question]: (...views: unknown[]) => {
          handed.set(question, views);
          return answer;
        } });
      }
    }
  }
  injectable()(Keeps);
  return Keeps;
}

const curious = definePolicy('curious', {
  title: 'Keeps all that it is handed',
  extends: 'anon-exclusive-6.15',
  rules: {
    [Rule.WriteFault]: keeping({ mayReuse: 1 }),
    [Rule.Fork]: keeping({ mustCopy: false }),
    [Rule.PinAccounting]: keeping({ isMaybePinned: false }, { perPin: 1024 }),
    [Rule.Gup]: keeping({ breaksCow: false, mustUnshare: false }, { unsharesAnyPage: false, countsZeroPage: true }),
    [Rule.FollowWrite]: keeping({ mayFollow: true }),
    [Rule.Mprotect]: keeping({ mayUpgrade: true }),
  },
});

const questions = ['mayReuse', 'mustCopy', 'isMaybePinned', 'breaksCow', 'mustUnshare', 'mayFollow', 'mayUpgrade'];

describe.each([
  ['built in', undefined],
  ['of a plugin', 'curious.ts'],
])('what a rule %s is handed', (_, origin) => {
  beforeAll(() => {
    handed.clear();
    const registry = new PolicyRegistry([...builtinPolicies, origin === undefined ? curious : { ...curious, origin }]);
    checkProgram(program, compilePolicy(registry, 'curious'));
  });

  it('is kept for every question that the machine asks in a run', () => {
    expect([...handed.keys()].toSorted()).toEqual(questions.toSorted());
  });

  it('leads to no array of the state, no machine and no place to write', () => {
    const reached = [...reachableFrom([...handed.values()].flat())];
    expect(reached).toContain(Object.prototype);
    const secrets = reached.filter((value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer
      || value instanceof Machine || value instanceof Shown);
    expect(secrets).toEqual([]);
  });

  it('cannot be moved, written to or changed for the rules that are asked next', () => {
    const views = [...handed.values()].flat().filter((view) => typeof view === 'object' && view !== null);
    expect(views.length).toBeGreaterThan(0);
    for (const view of views) {
      expect(Object.isExtensible(view) || Object.isExtensible(Object.getPrototypeOf(view))).toBe(false);
      const prototype: object = Object.getPrototypeOf(view) as object;
      for (const name of [...Object.getOwnPropertyNames(prototype), 'at', 'word', 'source']) {
        expect([name, Reflect.set(view, name, 0)]).toEqual([name, false]);
        expect([name, Reflect.defineProperty(prototype, name, { get: () => 0 })]).toEqual([name, false]);
      }
    }
  });
});
