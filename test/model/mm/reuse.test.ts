import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram } from '../../../core/explore/check.js';
import { compilePolicy } from '../../../core/policy/compile.js';
import { definePolicy } from '../../../core/policy/policy.js';
import { operations } from '../../../core/mm/operations.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { Reuse, Rule, type WriteFaultRule } from '../../../core/rules/rule.js';
import { testProgram } from '../testing/programs.js';

/** Never makes up its mind. */
@injectable()
class LookOnAndOn implements WriteFaultRule {
  readonly reads = [];
  mayReuse(): Reuse {
    return Reuse.lookCloser;
  }
}

const lastSharer = testProgram('last-sharer');

describe('a write fault whose rule wants to look closer at the last look', () => {
  it.each(['mapcount', 'page-count', 'page-count-everywhere', 'anon-exclusive-6.15'])('copies the page, under %s', (parent) => {
    const undecided = definePolicy('undecided', { title: '', extends: parent, rules: { [Rule.WriteFault]: LookOnAndOn } });
    const { verdict, events } = checkProgram(
      lastSharer,
      compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, undecided]), 'undecided'),
    );
    expect([verdict, events.copies, events.reuses]).toEqual(['holds', 1, 0]);
  });
});
