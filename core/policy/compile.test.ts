import { inject, injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { insert } from '../engine/edits.js';
import { CowlabError } from '../errors/errors.js';
import { compilePolicy, type CompiledPolicy } from './compile.js';
import { definePolicy, defineVariant, type Policy } from './policy.js';
import { operations } from '../mm/operations.js';
import { PolicyRegistry } from './registry.js';
import { simplestRules } from '../machine/testing/kernel.js';
import {
  Reuse,
  Rule,
  type FaultView,
  type ForkRule,
  type FrameView,
  type MmView,
  type PinAccountingRule,
  type WriteFaultRule,
} from '../rules/rule.js';
import { compiledPlain, plain, ruleOf } from './testing/plain.js';

@injectable()
class CopyAlways implements ForkRule {
  readonly reads = [] as const;
  mustCopy(): boolean {
    return true;
  }
}

/** Every reference looks like a pin. */
@injectable()
class PinsPerReference implements PinAccountingRule {
  readonly reads = ['frame.refs'] as const;
  readonly perPin = 1;
  isMaybePinned(frame: FrameView): boolean {
    return frame.refs > 1;
  }
}

@injectable()
class AsksItself implements ForkRule {
  readonly reads = [] as const;
  constructor(@inject(Rule.Fork) private readonly fork: ForkRule) {}
  mustCopy(frame: FrameView, parent: MmView): boolean {
    return this.fork.mustCopy(frame, parent);
  }
}

@injectable()
class Unreadable {
  readonly reads = [] as const;
  get perPin(): number {
    throw new Error('out of order');
  }
  isMaybePinned(): boolean {
    return true;
  }
}

@injectable()
class FixedAnswer {
  readonly reads = [] as const;
  readonly mustCopy = true;
}

@injectable()
class NoRuleAtAll {
  readonly reads = [] as const;
}

/** As a plugin of a kernel since 5.19 does it: what is not known for sure, another rule is asked. */
@injectable()
class AsksLast implements WriteFaultRule {
  readonly reads = ['frame.exclusive'] as const;
  constructor(@inject(Rule.LastReference) private readonly otherwise: WriteFaultRule) {}
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    return frame.exclusive ? Reuse.now : this.otherwise.mayReuse(frame, fault);
  }
}

@injectable()
class LooksOnce implements WriteFaultRule {
  readonly reads = ['frame.refs'] as const;
  mayReuse({ refs }: FrameView): Reuse {
    return refs === 1 ? Reuse.now : Reuse.copy;
  }
}

/** Copies at fork what another rule calls pinned, which it does for no page. */
@injectable()
class CopiesPinned implements ForkRule {
  readonly reads = ['mm.hasPinned'] as const;
  constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
  mustCopy(frame: FrameView, { hasPinned }: MmView): boolean {
    return hasPinned && this.pins.isMaybePinned(frame);
  }
}

const copyingPinned = definePolicy('copying-pinned', {
  title: '',
  extends: 'plain',
  rules: { [Rule.Fork]: CopiesPinned, [Rule.PinAccounting]: ruleOf({ reads: [], perPin: 7, isMaybePinned: () => false }) },
});

function compiled(id: string, ...policies: Policy[]): CompiledPolicy {
  return compiledPlain(id, copyingPinned, ...policies);
}

function refusal(id: string, ...policies: Policy[]): CowlabError {
  try {
    compiled(id, ...policies);
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error('the policy was not refused');
}

const frame = { refs: 2 } as FrameView;
const parent = { hasPinned: true } as MmView;

describe('a compiled policy', () => {
  it('has the rules of its parent but for those it binds, and says who bound which', () => {
    const policy = compiled(
      'copying',
      definePolicy('copying', { title: '', extends: 'plain', rules: { [Rule.Fork]: CopyAlways } }),
    );
    expect(policy.rules.fork).toBeInstanceOf(CopyAlways);
    expect(policy.boundBy(Rule.Fork)).toMatchObject({ policy: { id: 'copying' }, rule: 'CopyAlways' });
    expect(policy.boundBy(Rule.WriteFault)).toMatchObject({ policy: { id: 'plain' }, rule: 'Answers' });
  });

  it('hands a rebound rule to the inherited rules that ask it', () => {
    const counting = defineVariant('pins-per-reference', { title: '', rules: { [Rule.PinAccounting]: PinsPerReference } });
    expect(compiled('copying-pinned').rules.fork.mustCopy(frame, parent)).toBe(false);
    expect(compiled('copying-pinned+pins-per-reference', counting).rules.fork.mustCopy(frame, parent)).toBe(true);
  });

  it('leaves the policies it is made of as they were', () => {
    const counting = defineVariant('pins-per-reference', { title: '', rules: { [Rule.PinAccounting]: PinsPerReference } });
    const registry = new PolicyRegistry(operations, [plain, copyingPinned, counting]);
    const composed = compilePolicy(registry, 'copying-pinned+pins-per-reference');
    const alone = compilePolicy(registry, 'copying-pinned');
    expect([composed.rules.pinAccounting.perPin, alone.rules.pinAccounting.perPin]).toEqual([1, 7]);
    expect(composed.chain.map(({ id }) => id)).toEqual(['plain', 'copying-pinned', 'pins-per-reference']);
  });

  it('of `a+b` takes the rules and orders of b where both state them', () => {
    const edits = { 'fork-pte': [insert('clear-exclusive').after('read-parent-pte')] };
    const both = defineVariant('both', { title: '', rules: { [Rule.Gup]: ruleOf(simplestRules.gup) }, orders: edits });
    const composed = compiled('plain+both', both);
    expect(composed.orderedBy('fork-pte')?.id).toBe('both');
    expect(composed.orderedBy('copy-page-range')).toBeUndefined();
    expect(composed.boundBy(Rule.Gup).policy.id).toBe('both');
    expect(composed.boundBy(Rule.Mprotect).policy.id).toBe('plain');
  });

  it('is refused without a rule that the machine asks', () => {
    const bare = { ...definePolicy('bare', { title: '', rules: { [Rule.Fork]: CopyAlways } }), origin: 'bare.ts' };
    const error = refusal('bare', bare);
    expect(error).toMatchObject({ code: 'COW033', where: 'bare.ts' });
    expect(error.message).toMatch(/^The policy `bare` has no [a-z-]+ rule\.$/);
  });

  it('is refused when a rule lacks the method that is asked, and names the plugin that bound it', () => {
    const empty = {
      ...definePolicy('empty', { title: '', extends: 'plain', rules: { [Rule.Fork]: NoRuleAtAll } }),
      origin: 'empty.ts',
    };
    const error = refusal('heir', empty, definePolicy('heir', { title: '', extends: 'empty' }));
    expect(error).toMatchObject({ code: 'COW135', where: 'empty.ts', expected: 'mustCopy()' });
    expect(error.message).toContain('binds a fork rule without `mustCopy`');
  });

  it('is refused when a rule asks one that nobody in the composition binds', () => {
    const asking = defineVariant('asking', { title: '', rules: { [Rule.WriteFault]: AsksLast } });
    const error = refusal('plain+asking', asking);
    expect(error.message).toMatch(/has a write-fault rule that cannot be made: .*cowlab\.rule\.last-reference[^.]*\.$/);
  });

  it('is refused when a rule cannot be made', () => {
    const error = refusal(
      'circular',
      definePolicy('circular', { title: '', extends: 'plain', rules: { [Rule.Fork]: AsksItself } }),
    );
    expect(error.code).toBe('COW133');
    expect(error.message).toContain('has a fork rule that cannot be made');
  });

  it('is refused when a constant of a rule cannot be read, or a method is none', () => {
    const unreadable = refusal(
      'unfit',
      definePolicy('unfit', { title: '', extends: 'copying-pinned', rules: { [Rule.PinAccounting]: Unreadable } }),
    );
    expect(unreadable.code).toBe('COW134');
    expect(unreadable.message).toBe(
      'The policy `unfit` binds a pin-accounting rule whose `perPin` cannot be read: out of order.',
    );
    const fixed = refusal(
      'unfit',
      definePolicy('unfit', { title: '', extends: 'copying-pinned', rules: { [Rule.Fork]: FixedAnswer } }),
    );
    expect(fixed.message).toBe('The policy `unfit` binds a fork rule whose `mustCopy` is no method.');
  });

  it('is refused with the nearest name when it binds what only looks like a rule of the machine', () => {
    const typo = {
      ...definePolicy('typo', { title: '', extends: 'plain', rules: { [Symbol.for('cowlab.rule.wirte-fault')]: CopyAlways } }),
      origin: 'typo.ts',
    };
    const error = refusal('typo', typo);
    expect(error).toMatchObject({ code: 'COW130', where: 'typo.ts', hint: 'did you mean `write-fault`?' });
    expect(error.message).toBe('The policy `typo` binds a rule named `wirte-fault`, which the machine never asks.');
    const own = definePolicy('own', { title: '', extends: 'plain', rules: { [Symbol.for('my.service')]: CopyAlways } });
    expect(compiled('own', own).id).toBe('own');
  });

  it('is refused when it adds a field to what there is not, or of a width that there is not', () => {
    const field = (entity: string, bits: number): CowlabError =>
      refusal('fields', {
        ...definePolicy('fields', {
          title: '',
          extends: 'plain',
          fields: [{ entity: entity as 'frame', name: 'seen', bits: bits as 8 }],
        }),
        origin: 'fields.ts',
      });
    expect(field('fram', 8)).toMatchObject({ code: 'COW004', where: 'fields.ts', hint: 'did you mean `frame`?' });
    expect(field('frame', 7)).toMatchObject({ code: 'COW231', where: 'fields.ts', expected: '8, 16 or 32 bits' });
  });

  it('makes its rules once more for whoever wants to watch them, those that only rules ask included', () => {
    const asking = definePolicy('asking', {
      title: '',
      extends: 'plain',
      rules: { [Rule.WriteFault]: AsksLast, [Rule.LastReference]: LooksOnce },
    });
    const policy = compiled('asking', asking);
    const made: string[] = [];
    policy.watched((token, rule) => {
      made.push(`${token.description?.replace('cowlab.rule.', '') ?? ''} ${rule.constructor.name}`);
      return rule;
    });
    expect(made).toContain('last-reference LooksOnce');
    expect(made).toContain('write-fault AsksLast');
  });

  it.each([
    ['one of the machine', [{ entity: 'frame', name: 'refs', bits: 32 }]],
    [
      'one of its own',
      [
        { entity: 'frame', name: 'seen', bits: 8 },
        { entity: 'frame', name: 'seen', bits: 16 },
      ],
    ],
  ] as const)('is refused when it adds a field again: %s', (_, fields) => {
    const error = refusal('fields', definePolicy('fields', { title: '', extends: 'plain', fields }));
    expect(error.code).toBe('COW232');
    expect(error.message).toBe(`The policy \`fields\` adds the field \`frame.${fields[0].name}\`, which there is already.`);
  });
});
