import 'reflect-metadata';
import { inject, injectable, type Newable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram } from '../../../core/explore/check.js';
import {
  operations,
  compilePolicy,
  definePolicy,
  PolicyRegistry,
  Rule,
  ruleName,
  type CowlabError,
  type ForkRule,
  type PinAccountingRule,
} from '../../../core/index.js';
import { blame, blaming } from '../../../core/policy/blame.js';
import { testProgram } from '../testing/programs.js';

@injectable()
class CountsNothing implements PinAccountingRule {
  readonly reads = [] as const;
  readonly perPin = 1;
  isMaybePinned(): boolean {
    throw new RangeError('no such frame');
  }
}

@injectable()
class AsksThePins implements ForkRule {
  readonly reads = [] as const;
  constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
  mustCopy(frame: Parameters<ForkRule['mustCopy']>[0]): boolean {
    return this.pins.isMaybePinned(frame);
  }
}

function blamed(asking: 'fork' | undefined, run: (rules: ReturnType<typeof compilePolicy>['rules']) => unknown): CowlabError {
  const counting = {
    ...definePolicy('counting', { title: '', extends: 'mapcount', rules: { [Rule.PinAccounting]: CountsNothing } }),
    origin: 'counting.ts',
  };
  const asker = {
    ...definePolicy('asking', { title: '', extends: 'counting', rules: { [Rule.Fork]: AsksThePins } }),
    origin: 'asking.ts',
  };
  const policy = compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, counting, asker]), 'asking');
  try {
    blaming({ policy, asking }, () => run(policy.rules));
  } catch (error) {
    return error as CowlabError;
  }
  throw new Error('nothing was thrown');
}

const noFrame = {} as Parameters<ForkRule['mustCopy']>[0];
const noMm = {} as Parameters<ForkRule['mustCopy']>[1];

describe('a rule that throws', () => {
  it('is named with its policy and plugin, even when another rule asked it', () => {
    const error = blamed('fork', (rules) => rules.fork.mustCopy(noFrame, noMm));
    expect(error).toMatchObject({ code: 'COW032', exitCode: 3, where: 'counting.ts' });
    expect(error.message).toContain(
      'The rule CountsNothing, asked for fork, of policy `counting` threw during the run: no such frame',
    );
  });

  it('is the rule that was asked when the error has no stack that tells', () => {
    const error = blamed('fork', () => {
      throw Object.assign(new Error('a word'), { stack: undefined });
    });
    expect(error).toMatchObject({ where: 'asking.ts' });
    expect(error.message).toContain('AsksThePins');
  });

  it('is not blamed for what the machine throws by itself, nor twice', () => {
    const own = blamed(undefined, () => {
      throw new Error('the machine');
    });
    expect(own.message).toBe('the machine');
    const once = blamed('fork', (rules) => rules.fork.mustCopy(noFrame, noMm));
    const policy = compilePolicy(new PolicyRegistry(operations, builtinPolicies), 'mapcount');
    expect(blame({ policy, asking: 'fork' }, once)).toBe(once);
  });
});

/** A rule that answers everything, constants too, with one value. */
function answering(members: Readonly<Record<string, unknown>>): Newable<object> {
  class Answers {
    readonly reads = [] as const;
    constructor() {
      Object.assign(this, members);
    }
  }
  injectable()(Answers);
  return Answers;
}

const pinned = testProgram('pinned-and-forked');

const asPromise = async (): Promise<boolean> => false;

describe('a rule that answers what is no answer', () => {
  it.each<[string, symbol, Newable<object>, string, string]>([
    [
      'nothing',
      Rule.WriteFault,
      answering({ mayReuse: () => undefined }),
      'answered `undefined` to `mayReuse`',
      '`Reuse.now`, `Reuse.copy` or `Reuse.lookCloser`',
    ],
    [
      'a word',
      Rule.WriteFault,
      answering({ mayReuse: () => 'now' }),
      'answered `now` to `mayReuse`',
      '`Reuse.now`, `Reuse.copy` or `Reuse.lookCloser`',
    ],
    ['a promise', Rule.Fork, answering({ mustCopy: asPromise }), 'answered a promise to `mustCopy`', '`true` or `false`'],
    ['a number', Rule.Mprotect, answering({ mayUpgrade: () => 1 }), 'answered `1` to `mayUpgrade`', '`true` or `false`'],
    [
      'nothing, twice',
      Rule.FollowWrite,
      answering({ mayFollow: () => undefined }),
      'answered `undefined` to `mayFollow`',
      '`true` or `false`',
    ],
    [
      'a fraction of a reference',
      Rule.PinAccounting,
      answering({ perPin: 0.5, isMaybePinned: () => true }),
      'answered `0.5` to `perPin`',
      'a whole number above 0',
    ],
    [
      'an object',
      Rule.Gup,
      answering({ breaksCow: () => ({}), mustUnshare: () => false, unsharesAnyPage: false, countsZeroPage: true }),
      'answered an object to `breaksCow`',
      '`true` or `false`',
    ],
    [
      'a word for a constant',
      Rule.Gup,
      answering({ breaksCow: () => false, mustUnshare: () => false, unsharesAnyPage: false, countsZeroPage: 'yes' }),
      'answered `yes` to `countsZeroPage`',
      '`true` or `false`',
    ],
    [
      'an unknown reference',
      Rule.DirectIo,
      answering({ reference: 'borrow' }),
      'answered `borrow` to `reference`',
      '`get` or `pin`',
    ],
  ])('%s is named with its policy and plugin, and is no verdict', (_, token, rule, what, expected) => {
    const error = runWith(token, rule);
    expect(error).toMatchObject({ code: 'COW239', exitCode: 3, where: 'wrong.ts', expected });
    expect(error.message).toContain(`, asked for ${ruleName(token)}, of policy \`wrong\` ${what}.`);
  });

  it('is named when a constant of it throws in mid-run', () => {
    class Tired {
      readonly reads = [] as const;
      private left = 1;
      get perPin(): number {
        if (this.left-- <= 0) throw new Error('tired');
        return 1024;
      }
      isMaybePinned(): boolean {
        return false;
      }
    }
    injectable()(Tired);
    const error = runWith(Rule.PinAccounting, Tired);
    expect(error).toMatchObject({ code: 'COW032', exitCode: 3, where: 'wrong.ts' });
    expect(error.message).toBe('The rule Tired, asked for pin-accounting, of policy `wrong` threw during the run: tired.');
  });
});

function runWith(token: symbol, rule: Newable<object>): CowlabError {
  const wrong = { ...definePolicy('wrong', { title: '', extends: 'early-cow', rules: { [token]: rule } }), origin: 'wrong.ts' };
  const policy = compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, wrong]), 'wrong');
  try {
    checkProgram(pinned, policy);
  } catch (error) {
    return error as CowlabError;
  }
  throw new Error('nothing was thrown');
}
