/** What the record of asks finds in the rules of plugins, and whom it blames. */

import 'reflect-metadata';
import { inject, injectable, type Newable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { insert } from '../../../core/engine/edits.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { replay } from '../../../core/explore/replay.js';
import type { CowlabError } from '../../../core/errors/errors.js';
import { replayBreach } from '../../../core/explore/breach-run.js';
import { scenarios } from '../testing/builtin.js';
import { next } from '../../../core/engine/answers.js';
import { step } from '../../../core/engine/step.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { definePolicy, type PolicyDefinition } from '../../../core/policy/policy.js';
import { operations } from '../../../core/mm/operations.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { Rule, type ForkRule, type FrameView, type MmView, type PinAccountingRule } from '../../../core/rules/rule.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('forks-twice');

function forkRule(mustCopy: ForkRule['mustCopy'], reads: readonly string[] = []): Newable<object> {
  class Forks {
    readonly reads = reads;
    mustCopy(frame: FrameView, parent: MmView): boolean {
      return mustCopy(frame, parent);
    }
  }
  injectable()(Forks);
  return Forks;
}

const bring = (...definitions: readonly (PolicyDefinition & { readonly id: string })[]): CompiledPolicy => {
  const policies = definitions.map(({ id, ...definition }) => ({ ...definePolicy(id, definition), origin: `${id}.js` }));
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, ...policies]), policies[policies.length - 1].id);
};

const withFork = (rule: Newable<object>): CompiledPolicy =>
  bring({ id: 'mine', title: '', extends: 'early-cow', rules: { [Rule.Fork]: rule } });

function refusal(run: () => unknown): CowlabError {
  try {
    run();
  } catch (error) {
    return error as CowlabError;
  }
  throw new Error('nothing was thrown');
}

describe('a rule of a plugin that answers the same question in two ways', () => {
  it('is named with its policy, its plugin, what it read and both answers', () => {
    let asked = 0;
    const policy = withFork(forkRule((frame) => frame.refs > 0 && asked++ % 2 === 0, ['frame.refs']));
    const error = refusal(() => checkProgram(testProgram('two-forks'), policy));
    expect(error).toMatchObject({ code: 'COW035', exitCode: 3, where: 'mine.js' });
    expect(error.message).toMatch(
      /^The rule mustCopy of policy `mine` is not deterministic: where frame\.refs = \d+, Forks answered `(?:true` before and `false|false` before and `true)` now\.$/u,
    );
  });

  it('is found in the replay, where it answers otherwise than in the search', () => {
    let isReplayed = false;
    const policy = withFork(forkRule((frame) => isReplayed && frame.isAnon, ['frame.isAnon']));
    const spliced = testProgram('left-behind');
    const checked = checkProgram(spliced, policy);
    expect(checked.verdict).toBe('violates');
    isReplayed = true;
    expect(refusal(() => replayBreach(spliced, policy, checked))).toMatchObject({
      code: 'COW035',
      where: 'mine.js',
      message: expect.stringContaining('The rule mustCopy of policy `mine` is not deterministic') as unknown,
    });
    expect(refusal(() => replay(spliced, policy, []))).toMatchObject({ code: 'COW035' });
  });

  it('is blamed even when another rule asked it and makes nothing of the error', () => {
    let asked = 0;
    @injectable()
    class Wavers implements PinAccountingRule {
      readonly reads = [] as const;
      readonly perPin = 1024;
      isMaybePinned(): boolean {
        return asked++ % 2 === 0;
      }
    }
    @injectable()
    class NeverMind implements ForkRule {
      readonly reads = [] as const;
      constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
      mustCopy(frame: FrameView): boolean {
        try {
          return this.pins.isMaybePinned(frame);
        } catch {
          return true;
        }
      }
    }
    const policy = bring(
      { id: 'wavering', title: '', extends: 'early-cow', rules: { [Rule.PinAccounting]: Wavers } },
      { id: 'asking', title: '', extends: 'wavering', rules: { [Rule.Fork]: NeverMind } },
    );
    const error = refusal(() => checkProgram(program, policy));
    expect(error).toMatchObject({ code: 'COW035', where: 'wavering.js' });
    expect(error.message).toContain('The rule isMaybePinned of policy `wavering` is not deterministic');
  });

  it('is found by a constant of it, too', () => {
    class Counts {
      readonly reads = [] as const;
      private left = 3;
      get perPin(): number {
        return this.left-- > 0 ? 1024 : 1;
      }
      isMaybePinned(): boolean {
        return false;
      }
    }
    injectable()(Counts);
    const policy = bring({ id: 'mine', title: '', extends: 'early-cow', rules: { [Rule.PinAccounting]: Counts } });
    const pins = testProgram('four-pins');
    expect(refusal(() => checkProgram(pins, policy)).message).toContain(
      'The rule perPin of policy `mine` is not deterministic: whatever it is asked about',
    );
  });
});

describe('a step of a plugin that does not do the same again', () => {
  it('is blamed by its policy when the replay does not show the breach, or does not fit', () => {
    let isReplayed = false;
    const forgets = step('forget', [next], (m) => {
      if (!isReplayed) m.breach({ kind: 'crash', what: 'said', facts: { sentence: 'forgotten' } });
      return next;
    });
    const policy = bring({
      id: 'mine',
      title: '',
      extends: 'early-cow',
      steps: { munmap: [forgets] },
      orders: { munmap: [insert('forget').before('detach-vmas')] },
    });
    const unmaps = testProgram('unmapping');
    const checked = checkProgram(unmaps, policy);
    expect(checked.breaches).toMatchObject([{ kind: 'crash', what: 'said', facts: { sentence: 'forgotten' } }]);
    isReplayed = true;
    expect(refusal(() => replayBreach(unmaps, policy, checked))).toMatchObject({
      code: 'COW330',
      exitCode: 3,
      where: 'mine.js',
      message: 'The policy `mine` is not deterministic: replayed, unmapping does not show forgotten.',
    });
  });
});

describe('a rule of a plugin that reads', () => {
  it('a field which it does not declare is named with its policy, its plugin and the field', () => {
    const error = refusal(() =>
      checkProgram(program, withFork(forkRule((frame, parent) => parent.hasPinned && frame.exclusive, ['mm.hasPinned']))),
    );
    expect(error).toMatchObject({
      code: 'COW036',
      exitCode: 3,
      where: 'mine.js',
      expected: expect.stringContaining("'frame.exclusive'") as unknown,
    });
    expect(error.message).toBe(
      'The rule Forks of policy `mine`, asked mustCopy, reads `frame.exclusive`, which it does not declare.',
    );
  });

  it('a field that there is not is told the nearest one', () => {
    const mistyped = forkRule((frame) => (frame as unknown as { readonly ref: number }).ref > 1);
    expect(refusal(() => checkProgram(program, withFork(mistyped)))).toMatchObject({
      code: 'COW338',
      hint: 'did you mean `frame.refs`?',
      message: 'The rule Forks of policy `mine`, asked mustCopy, reads `frame.ref`, which there is not.',
    });
  });

  it('declares its own reads only, not those of the rules that it asks', () => {
    @injectable()
    class AsksThePins implements ForkRule {
      readonly reads = ['mm.hasPinned'] as const;
      constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
      mustCopy(frame: FrameView, parent: MmView): boolean {
        return parent.hasPinned && this.pins.isMaybePinned(frame);
      }
    }
    expect(checkProgram(program, withFork(AsksThePins)).verdict).toBe('holds');
  });

  it('may hand another rule a view of its own making', () => {
    @injectable()
    class Supposes implements ForkRule {
      readonly reads = ['frame.refs'] as const;
      constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
      mustCopy(frame: FrameView): boolean {
        return this.pins.isMaybePinned({ ...frame, refs: frame.refs + 1 });
      }
    }
    expect(checkProgram(program, withFork(Supposes)).complete).toBe(true);
  });

  it('may tell another rule more than its question has, or less', () => {
    @injectable()
    class TellsAll implements ForkRule {
      readonly reads = ['mm.hasPinned'] as const;
      constructor(@inject(Rule.PinAccounting) private readonly pins: { isMaybePinned(...all: unknown[]): boolean }) {}
      mustCopy(frame: FrameView, parent: MmView): boolean {
        return this.pins.isMaybePinned(frame, 1, {}, 'much', parent) || parent.hasPinned;
      }
    }
    @injectable()
    class TellsNothing implements ForkRule {
      readonly reads = [] as const;
      constructor(@inject(Rule.PinAccounting) private readonly pins: { isMaybePinned(...all: unknown[]): boolean }) {}
      mustCopy(): boolean {
        return this.pins.isMaybePinned();
      }
    }
    expect(checkProgram(program, withFork(TellsAll)).verdict).toBe('holds');
    expect(refusal(() => checkProgram(program, withFork(TellsNothing)))).toMatchObject({ code: 'COW032' });
  });

  it.each<[string, unknown, object]>([
    [
      'no field',
      ['frame.refs', 'frame.exlusive'],
      {
        code: 'COW131',
        exitCode: 2,
        where: 'mine.js',
        hint: 'did you mean `frame.exclusive`?',
        message: 'The rule Forks of policy `mine` declares that it reads `frame.exlusive`, which there is not.',
      },
    ],
    ['a word', 'frame.refs', { code: 'COW137', message: 'The policy `mine` binds a fork rule whose `reads` are no names.' }],
  ])('is refused before it is asked when it declares %s', (_, reads, expected) => {
    expect(refusal(() => withFork(forkRule(() => false, reads as string[])))).toMatchObject(expected);
  });
});

describe('the record', () => {
  const told = ({ verdict, breaches, states, outcomes }: Checked): unknown => ({ verdict, breaches, states, outcomes });

  it('changes no verdict: built-in policies brought by a plugin are judged as without', () => {
    for (const { id } of builtinPolicies.filter(({ kind }) => kind === 'policy').slice(-1)) {
      const plain = compilePolicy(new PolicyRegistry(operations, builtinPolicies), id);
      const brought = compilePolicy(
        new PolicyRegistry(
          operations,
          builtinPolicies.map((policy) => ({ ...policy, origin: 'all.js' })),
        ),
        id,
      );
      expect([plain.record, brought.record]).toEqual([undefined, expect.anything()]);
      for (const scenario of scenarios) {
        expect(told(checkProgram(scenario, brought))).toEqual(told(checkProgram(scenario, plain)));
      }
    }
  });
});
