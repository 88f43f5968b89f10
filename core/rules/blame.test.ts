import { inject, injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../policies/index.js';
import { compilePolicy, definePolicy, PolicyRegistry, Rule, type CowlabError, type ForkRule, type PinAccountingRule } from '../index.js';
import { blame, blaming } from './blame.js';

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
  const counting = { ...definePolicy('counting', { title: '', extends: 'mapcount', rules: { [Rule.PinAccounting]: CountsNothing } }), origin: 'counting.ts' };
  const asker = { ...definePolicy('asking', { title: '', extends: 'counting', rules: { [Rule.Fork]: AsksThePins } }), origin: 'asking.ts' };
  const policy = compilePolicy(new PolicyRegistry([...builtinPolicies, counting, asker]), 'asking');
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
    expect(error.message).toContain('The rule CountsNothing, asked for fork, of policy `counting` threw during the run: no such frame');
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
    const policy = compilePolicy(new PolicyRegistry(builtinPolicies), 'mapcount');
    expect(blame({ policy, asking: 'fork' }, once)).toBe(once);
  });
});
