/** A policy for tests that need some policy and no particular one: every rule answers at once, the lists are the machine's own. */

import { operations } from '../../mm/operations.js';
import 'reflect-metadata';
import { injectable, type Newable } from 'inversify';
import { simplestRules } from '../../machine/testing/kernel.js';
import { ruleTokens, type Rules } from '../../rules/rule.js';
import { compilePolicy, type CompiledPolicy } from '../compile.js';
import { definePolicy, type Policy } from '../policy.js';
import { PolicyRegistry } from '../registry.js';

/** A rule class whose instances have these members. */
export function ruleOf(members: object): Newable<object> {
  const Answers = class {
    constructor() {
      Object.assign(this, members);
    }
  };
  injectable()(Answers);
  return Answers;
}

const names = Object.keys(ruleTokens) as (keyof Rules)[];

/** `plain`: binds every rule that the machine asks, and says nothing else. */
export const plain: Policy = definePolicy('plain', {
  title: 'Copies at every write, shares at every fork, hands out what is mapped',
  rules: Object.fromEntries(names.map((name) => [ruleTokens[name], ruleOf(simplestRules[name])])),
});

/** One of these policies, compiled; they may extend `plain`. @param id default: `plain` itself */
export function compiledPlain(id = plain.id, ...others: readonly Policy[]): CompiledPolicy {
  return compilePolicy(new PolicyRegistry(operations, [plain, ...others]), id);
}
